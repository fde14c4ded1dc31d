package ridgepoint.graph;

import java.util.List;
import ridgepoint.model.LatentAttention;
import ridgepoint.model.Projection;
import ridgepoint.model.SparseIndex;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Norm;
import ridgepoint.operator.Role;
import ridgepoint.operator.Rotary;
import ridgepoint.operator.Sampling;

/** The operators that choose which tokens sparse attention attends to. */
final class IndexNodes {
  /** The least that tile programs of attention take for values. */
  private static final int INDEX_VALUE_DIM = 16;

  private static final Format SCORE = Format.of(DataType.FP32);

  private final Pass pass;
  private final Nodes nodes;

  IndexNodes(Pass pass, Nodes nodes) {
    this.pass = pass;
    this.nodes = nodes;
  }

  /**
   * The tokens that each query will attend to: scores of small heads for every key, weighted and
   * added up over heads, and the best of them. Scoring is an attention whose values are next to
   * nothing; choosing reads all scores. That attention sees the best ones is in its window.
   *
   * @return the queries, which wait for the choice
   */
  int chosen(
      LatentAttention attention,
      List<Projection> projections,
      int query,
      int compressed,
      int input) {
    SparseIndex index = attention.index().orElseThrow();
    int indexQuery = nodes.add("index_q_proj", pass.linear(projections.get(0), 1), compressed);
    int key =
        nodes.add(
            "index_k_proj",
            pass.linear(projections.get(1), 1).writing(Role.KV_CACHE, pass.precision().kvCache()),
            input);
    int weights = nodes.add("index_weight_proj", pass.linear(projections.get(2), 1), input);
    Norm norm =
        new Norm(
            Norm.Type.LAYER,
            pass.tokens(),
            index.dim(),
            false,
            pass.activation(),
            pass.precision().unquantised());
    int normed = nodes.add("index_k_norm", norm, key);
    Rotary rotary =
        new Rotary(pass.tokens(), index.heads() + 1, attention.ropeDim(), pass.activation());
    int rotated = nodes.add("index_rotary", rotary, indexQuery, normed);
    Attention scores =
        new Attention(
            pass.batch(),
            pass.queries(),
            pass.keys(),
            index.heads(),
            1,
            index.dim(),
            INDEX_VALUE_DIM,
            0,
            0,
            true,
            true,
            pass.activation(),
            pass.precision().kvCache(),
            Role.KV_CACHE,
            pass.precision().attentionCompute(),
            Attention.Algorithm.FLASH_SPLIT_KV);
    int scored = nodes.add("index_scores", scores, rotated, normed, weights);
    Sampling choice = new Sampling(pass.tokens(), pass.keys(), true, SCORE);
    return nodes.add("index_choice", choice, scored, query);
  }
}
