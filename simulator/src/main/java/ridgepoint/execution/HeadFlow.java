package ridgepoint.execution;

import java.util.Arrays;
import java.util.Map;
import ridgepoint.model.Head;
import ridgepoint.model.ModelSpec;
import ridgepoint.model.Projection;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Graph;
import ridgepoint.operator.Sampling;
import ridgepoint.operator.SpeculativeVerification;
import ridgepoint.sampling.SamplingKernel;
import ridgepoint.sampling.SpeculativeVerificationKernel;

/** From the last layer's output to results. */
record HeadFlow(ModelSpec model, Devices devices, Products products, RowOperators rows, Turn turn) {

  /**
   * Logits [rows, vocabulary] as every device has them.
   *
   * @param x [rows, hidden]: the last token of each sequence, or all tokens of a decode step
   */
  float[][] logits(float[][] x) {
    Head head = model.head();
    Graph.Node node = take("lm_head");
    int own = (int) ((Gemm) node.operator()).n();
    int width = (int) model.hiddenSize();
    int count = x[0].length / width;
    Parameters parameters = products.parameters();
    String name = head.tied() ? "embedding" : "lm_head";
    float[][] logits =
        products.linear(
            node,
            "lm_head",
            device -> padded(parameters.matrix(name, head.outputs(), width), width, own, device),
            head.bias()
                ? device ->
                    padded(parameters.vector("lm_head.bias", head.outputs()), 1, own, device)
                : null,
            x);
    if (devices.count() > 1) {
      logits = rows.allGather(take("logits_all_gather"), count, logits);
      logits = Layouts.columns(logits, own * devices.count(), 0, (int) head.outputs());
    }
    return head.softCap() > 0
        ? rows.softCap(take("logits_soft_cap"), head.softCap(), logits)
        : logits;
  }

  private float[] padded(float[] whole, int width, int own, int device) {
    return Parameters.rows(
        Arrays.copyOf(whole, own * width * devices.count()), width, device * own, own);
  }

  /** Class scores of the first token, or its pooled vector. */
  float[][] ofFirstToken(float[][] hidden) {
    Head head = model.head();
    boolean pools = head.kind() == Head.Kind.POOLER;
    String name = pools ? "pooler" : "classifier";
    int[] first = new int[turn.batch()];
    Arrays.setAll(first, batch -> batch * turn.queries());
    int width = (int) model.hiddenSize();
    Projection projection =
        new Projection(name, width, head.outputs(), head.bias(), Projection.Split.REPLICATED);
    float[][] scores =
        products.linear(
            take(name),
            "",
            projection,
            1,
            Layouts.onEach(hidden, values -> Layouts.rows(values, width, first)));
    return pools ? rows.elementwise(take("pooler_act"), scores) : scores;
  }

  /** A token per row, drawn by uniform numbers in (0, 1]. */
  int[] sample(float[][] logits, float[] uniform) {
    Graph.Node node = take("sampling");
    Sampling sampling = (Sampling) node.operator();
    Results results =
        devices.run(
            node.name(),
            sampling,
            new SamplingKernel(sampling),
            Map.of("logits", Source.of(logits), "uniform numbers", Source.same(uniform)));
    return integers(results.of("token ids")[0]);
  }

  /** Tokens accepted of every sequence's draft, and the token after them. */
  record Verdict(int[] accepted, int[] next) {}

  /**
   * Accepts or replaces drafted tokens.
   *
   * @param logits of the target [batch, drafted + 1, vocabulary]
   * @param draft logits [batch, drafted, vocabulary]
   * @param tokens drafted [batch, drafted]
   * @param uniform [batch, drafted + 1]
   */
  Verdict verify(float[][] logits, float[] draft, float[] tokens, float[] uniform) {
    Graph.Node node = take("speculative_verification");
    SpeculativeVerification verification = (SpeculativeVerification) node.operator();
    Results results =
        devices.run(
            node.name(),
            verification,
            new SpeculativeVerificationKernel(verification),
            Map.of(
                "target logits", Source.of(logits),
                "draft logits", Source.same(draft),
                "drafted tokens", Source.same(tokens),
                "uniform numbers", Source.same(uniform)));
    return new Verdict(integers(results.of("accepted")[0]), integers(results.of("next token")[0]));
  }

  private static int[] integers(float[] values) {
    int[] integers = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      integers[i] = (int) values[i];
    }
    return integers;
  }

  private Graph.Node take(String name) {
    return turn.steps().take("model", name);
  }
}
