package ridgepoint.operator;

import static ridgepoint.operator.Shapes.positive;

import ridgepoint.number.Format;

/**
 * Choice of {@code topK} of {@code experts} per token from router logits [tokens, experts]: softmax
 * (or sigmoid), {@code topK} maximum scans, weights normalised; 32-bit ids and weights are written.
 */
public record MoeRouting(long tokens, int experts, int topK, Format logits) implements Operator {
  private static final double ID_BYTES = 4;
  private static final double WEIGHT_BYTES = 4;

  public MoeRouting {
    positive("tokens", tokens);
    positive("experts", experts);
    positive("topK", topK);
    if (topK > experts) {
      throw new IllegalArgumentException("topK " + topK + " exceeds experts " + experts);
    }
  }

  @Override
  public Work work() {
    double scores = (double) tokens * experts;
    double chosen = (double) tokens * topK;
    return Work.elementwise(
        4 * scores + topK * scores + 2 * chosen,
        scores,
        Bytes.activation(logits.bytes(scores)),
        Bytes.index(chosen * ID_BYTES).plus(Bytes.activation(chosen * WEIGHT_BYTES)));
  }

  @Override
  public String kind() {
    return "moe-routing";
  }

  @Override
  public String shape() {
    return tokens + " tokens, top " + topK + " of " + experts;
  }
}
