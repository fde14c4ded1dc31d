package ridgepoint.model;

import java.util.List;

/**
 * The lightning indexer of DeepSeek sparse attention (DeepSeek-V3.2-Exp 2025, section 2.1): small
 * heads score every earlier token by one small key it left, and attention sees the {@code selected}
 * best alone.
 *
 * @param heads of the indexer, whole on every device
 * @param dim of its queries and keys
 * @param selected tokens that a query attends to at most
 */
public record SparseIndex(int heads, int dim, int selected) {

  /** Its linear layers: queries from the compressed query, keys and head weights from the input. */
  List<Projection> projections(long hiddenSize, int queryRank) {
    Projection.Split whole = Projection.Split.REPLICATED;
    return List.of(
        new Projection("index_q_proj", queryRank, (long) heads * dim, false, whole),
        new Projection("index_k_proj", hiddenSize, dim, false, whole),
        new Projection("index_weight_proj", hiddenSize, heads, false, whole));
  }

  /** The norm of its keys, with bias. */
  long vectorParameters() {
    return 2L * dim;
  }
}
