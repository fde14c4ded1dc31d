package ridgepoint.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Multi-head latent attention (DeepSeek-V2 2024, section 2.1): keys and values are rebuilt from one
 * cached latent vector of {@code keyValueRank} and one rotated key of {@code ropeDim} per token.
 *
 * @param queryRank rank of the compressed query; 0 when queries are projected directly
 * @param nopeDim query-key dimensions of a head without position
 * @param ropeDim query-key dimensions of a head that are rotated, with one key for all heads
 * @param index what chooses the tokens a query attends to; empty: it attends to all
 */
public record LatentAttention(
    int heads,
    int queryRank,
    int keyValueRank,
    int nopeDim,
    int ropeDim,
    int valueDim,
    Optional<SparseIndex> index)
    implements Mixer {

  /** Over all tokens. */
  public LatentAttention(
      int heads, int queryRank, int keyValueRank, int nopeDim, int ropeDim, int valueDim) {
    this(heads, queryRank, keyValueRank, nopeDim, ropeDim, valueDim, Optional.empty());
  }

  public int queryKeyDim() {
    return nopeDim + ropeDim;
  }

  @Override
  public List<Projection> projections(long hiddenSize) {
    long queryWidth = (long) heads * queryKeyDim();
    long keyValueWidth = (long) heads * (nopeDim + valueDim);
    List<Projection> list = new ArrayList<>();
    if (queryRank == 0) {
      list.add(linear("q_proj", hiddenSize, queryWidth, Projection.Split.COLUMN));
    } else {
      list.add(linear("q_a_proj", hiddenSize, queryRank, Projection.Split.REPLICATED));
      list.add(linear("q_b_proj", queryRank, queryWidth, Projection.Split.COLUMN));
    }
    list.add(linear("kv_a_proj", hiddenSize, keyValueRank + ropeDim, Projection.Split.REPLICATED));
    list.add(linear("kv_b_proj", keyValueRank, keyValueWidth, Projection.Split.COLUMN));
    list.add(linear("out_proj", (long) heads * valueDim, hiddenSize, Projection.Split.ROW));
    index.ifPresent(sparse -> list.addAll(sparse.projections(hiddenSize, queryRank)));
    return list;
  }

  private static Projection linear(String name, long in, long out, Projection.Split split) {
    return new Projection(name, in, out, false, split);
  }

  /** The norms of the two latent vectors, and of the indexer. */
  @Override
  public long vectorParameters(long hiddenSize) {
    return (long) queryRank + keyValueRank + index.map(SparseIndex::vectorParameters).orElse(0L);
  }

  @Override
  public long cachedElementsPerToken() {
    return (long) keyValueRank + ropeDim + index.map(SparseIndex::dim).orElse(0);
  }

  @Override
  public String description() {
    String sparse = index.map(each -> ", best " + each.selected() + " tokens").orElse("");
    return "MLA " + heads + " heads, latent " + keyValueRank + "+" + ropeDim + sparse;
  }
}
