package ridgepoint.graph;

import java.util.List;
import ridgepoint.model.GroupedAttention;
import ridgepoint.model.LatentAttention;
import ridgepoint.model.Projection;
import ridgepoint.model.SparseIndex;
import ridgepoint.number.Format;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Norm;
import ridgepoint.operator.Role;
import ridgepoint.operator.Rotary;
import ridgepoint.operator.Softmax;
import ridgepoint.workload.KernelChoices.AttentionKernel;

/** The operators of attention layers, from the normalised input to the output projection. */
final class AttentionNodes {
  /**
   * Tokens of a sequence that kernels of decode steps take, drafts to be verified among them: as
   * many queries as the smallest tile of FlashAttention's prompts has rows.
   */
  private static final int MOST_STEP_QUERIES = 64;

  private final Pass pass;
  private final Nodes nodes;

  AttentionNodes(Pass pass, Nodes nodes) {
    this.pass = pass;
    this.nodes = nodes;
  }

  /** One product of queries and keys with the softmax and the values, whatever computes it. */
  private record Scores(
      int heads,
      int kvHeads,
      int queryKeyDim,
      int valueDim,
      AttentionWindow window,
      boolean shared,
      Format keyValue,
      Role role,
      double softCap) {}

  int grouped(GroupedAttention attention, int input) {
    int kvHeads = attention.kvHeads();
    int localHeads = pass.localHeads(attention.heads());
    int localKvHeads = pass.localHeads(kvHeads);
    List<Projection> projections = attention.projections(pass.hidden());
    boolean caches = pass.model().isDecoder();
    int query = nodes.add("q_proj", pass.linear(projections.get(0), kvHeads), input);
    int key = nodes.add("k_proj", keyValue(projections.get(1), kvHeads, caches), input);
    int value = nodes.add("v_proj", keyValue(projections.get(2), kvHeads, caches), input);
    if (attention.queryKeyNorm()) {
      query = nodes.add("q_norm", headNorm(localHeads, attention.headDim()), query);
      key = nodes.add("k_norm", headNorm(localKvHeads, attention.headDim()), key);
    }
    if (attention.rotaryDim() > 0) {
      Rotary rotary =
          new Rotary(
              pass.tokens(), localHeads + localKvHeads, attention.rotaryDim(), pass.activation());
      query = nodes.add("rotary", rotary, query, key);
      key = query;
    }
    Scores scores =
        new Scores(
            localHeads,
            localKvHeads,
            attention.headDim(),
            attention.headDim(),
            AttentionWindow.of(pass.kernels(), attention.window()),
            false,
            caches ? pass.precision().kvCache() : pass.activation(),
            caches ? Role.KV_CACHE : Role.ACTIVATION,
            attention.softCap());
    int mixed = attend(scores, query, key, value);
    if (attention.outputGate()) {
      mixed = gated(mixed, projections.get(4), (long) localHeads * attention.headDim(), input);
    }
    return nodes.add("out_proj", pass.linear(projections.get(3), kvHeads), mixed);
  }

  private int gated(int mixed, Projection projection, long width, int input) {
    int gate = nodes.add("output_gate_proj", pass.linear(projection, 1), input);
    int share =
        nodes.add("output_gate_act", elementwise(Elementwise.Function.SIGMOID, width), gate);
    return nodes.add(
        "output_gate", elementwise(Elementwise.Function.MULTIPLY, width), mixed, share);
  }

  private Elementwise elementwise(Elementwise.Function function, long width) {
    return new Elementwise(function, pass.tokens(), width, pass.activation(), pass.activation());
  }

  private Gemm keyValue(Projection projection, int kvHeads, boolean caches) {
    Gemm gemm = pass.linear(projection, kvHeads);
    return caches ? gemm.writing(Role.KV_CACHE, pass.precision().kvCache()) : gemm;
  }

  private Norm headNorm(int heads, int headDim) {
    return norm(pass.tokens() * heads, headDim);
  }

  private Norm norm(long rows, long columns) {
    return new Norm(
        Norm.Type.RMS, rows, columns, false, pass.activation(), pass.precision().unquantised());
  }

  /**
   * Latent attention. A prefill rebuilds keys and values of all tokens from the latents and runs
   * multi-head attention; a decode step absorbs the rebuilding matrices into queries and outputs
   * and attends to the latents themselves (DeepSeek-V2 2024, section 2.1.2). With an index every
   * query has keys of its own, so that latents are attended to in both.
   */
  int latent(LatentAttention attention, int input) {
    List<Projection> projections = attention.projections(pass.hidden());
    int query;
    int next = 1;
    if (attention.queryRank() == 0) {
      query = nodes.add("q_proj", pass.linear(projections.get(0), 1), input);
    } else {
      int down = nodes.add("q_a_proj", pass.linear(projections.get(0), 1), input);
      int normed = nodes.add("q_a_norm", norm(pass.tokens(), attention.queryRank()), down);
      query = nodes.add("q_b_proj", pass.linear(projections.get(1), 1), normed);
      next = 2;
      if (attention.index().isPresent()) {
        query =
            new IndexNodes(pass, nodes)
                .chosen(attention, projections.subList(5, 8), query, normed, input);
      }
    }
    int latent = nodes.add("kv_a_proj", keyValue(projections.get(next), 1, true), input);
    int normed = nodes.add("kv_a_norm", norm(pass.tokens(), attention.keyValueRank()), latent);
    int heads = pass.localHeads(attention.heads());
    int rotated =
        nodes.add(
            "rotary",
            new Rotary(pass.tokens(), heads + 1, attention.ropeDim(), pass.activation()),
            query,
            latent);
    int mixed =
        pass.isDecode() || attention.index().isPresent()
            ? absorbed(attention, heads, rotated, normed)
            : rebuilt(attention, heads, projections.get(next + 1), rotated, normed);
    return nodes.add("out_proj", pass.linear(projections.get(next + 2), 1), mixed);
  }

  private int absorbed(LatentAttention attention, int heads, int query, int latent) {
    int rank = attention.keyValueRank();
    double density = pass.kernels().weightDensity();
    Gemm intoQuery = pass.linear(pass.tokens(), attention.nopeDim(), rank, heads, density);
    int absorbed = nodes.add("q_absorb_proj", intoQuery, query);
    Scores scores =
        new Scores(
            heads,
            1,
            rank + attention.ropeDim(),
            rank,
            AttentionWindow.of(
                pass.kernels(), attention.index().map(SparseIndex::selected).orElse(0)),
            true,
            pass.precision().kvCache(),
            Role.KV_CACHE,
            0);
    int mixed = attend(scores, absorbed, latent, latent);
    Gemm fromLatent = pass.linear(pass.tokens(), rank, attention.valueDim(), heads, density);
    return nodes.add("v_absorb_proj", fromLatent, mixed);
  }

  private int rebuilt(
      LatentAttention attention, int heads, Projection expand, int query, int latent) {
    Gemm rebuild =
        pass.linear(
            pass.batch() * pass.keys(),
            expand.inputs(),
            pass.localOutputs(expand, 1),
            1,
            pass.kernels().weightDensity());
    int keyValue = nodes.add("kv_b_proj", rebuild, latent);
    Scores scores =
        new Scores(
            heads,
            heads,
            attention.queryKeyDim(),
            attention.valueDim(),
            AttentionWindow.of(pass.kernels(), 0),
            false,
            pass.activation(),
            Role.ACTIVATION,
            0);
    return attend(scores, query, keyValue, keyValue);
  }

  private int attend(Scores scores, int query, int key, int value) {
    return pass.kernels().attention() == AttentionKernel.UNFUSED
        ? unfused(scores, query, key, value)
        : fused(scores, query, key, value);
  }

  private int fused(Scores scores, int query, int key, int value) {
    Attention attention =
        new Attention(
            pass.batch(),
            pass.queries(),
            pass.keys(),
            scores.heads(),
            scores.kvHeads(),
            scores.queryKeyDim(),
            scores.valueDim(),
            scores.window().window(),
            scores.window().sinkTokens(),
            pass.model().isDecoder(),
            scores.shared(),
            pass.activation(),
            scores.keyValue(),
            scores.role(),
            pass.precision().attentionCompute(),
            algorithm());
    return nodes.add("attention", attention, query, key, value);
  }

  /** Prompts fill a device with tiles of queries; libraries split keys for steps of a few alone. */
  private Attention.Algorithm algorithm() {
    return pass.kernels().attention() == AttentionKernel.FLASH || pass.queries() > MOST_STEP_QUERIES
        ? Attention.Algorithm.FLASH
        : Attention.Algorithm.FLASH_SPLIT_KV;
  }

  /** Three operators with the scores in memory; masked pairs are computed like the others. */
  private int unfused(Scores scores, int query, int key, int value) {
    long groups = pass.batch() * scores.kvHeads();
    long rows = pass.queries() * (scores.heads() / scores.kvHeads());
    long seen = scores.window().seen(pass.keys(), pass.queries());
    int product =
        nodes.add(
            "qk_matmul", product(groups, rows, seen, scores.queryKeyDim(), scores), query, key);
    if (scores.softCap() > 0) {
      Elementwise cap =
          new Elementwise(
              Elementwise.Function.SOFT_CAP,
              groups * rows,
              seen,
              pass.activation(),
              pass.activation());
      product = nodes.add("attention_soft_cap", cap, product);
    }
    int softmax =
        nodes.add("softmax", new Softmax(groups * rows, seen, pass.activation()), product);
    return nodes.add(
        "sv_matmul", product(groups, rows, scores.valueDim(), seen, scores), softmax, value);
  }

  private Gemm product(long batches, long m, long n, long k, Scores scores) {
    return new Gemm(
        batches,
        m,
        n,
        k,
        pass.activation(),
        scores.keyValue(),
        pass.activation(),
        scores.role(),
        Role.ACTIVATION,
        pass.precision().attentionCompute(),
        1);
  }
}
