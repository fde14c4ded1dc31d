package ridgepoint.operator;

import static ridgepoint.operator.Shapes.positive;

import ridgepoint.number.Format;

/**
 * Choice of {@code topK} of {@code experts} per token from router logits [tokens, experts]: softmax
 * over the experts, {@code topK} rounds that each find the largest and where it is and, but for the
 * last, take it out (compare, scale, subtract), weights normalised (sum, divide); 32-bit ids and
 * weights are written.
 */
public record MoeRouting(long tokens, int experts, int topK, Format logits) implements Operator {
  private static final double ID_BYTES = 4;
  private static final double WEIGHT_BYTES = 4;
  private static final double SOFTMAX_OPERATIONS = 4;
  private static final double FIND_OPERATIONS = 2;
  private static final double TAKE_OUT_OPERATIONS = 3;

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
        (SOFTMAX_OPERATIONS + FIND_OPERATIONS * topK + TAKE_OUT_OPERATIONS * (topK - 1)) * scores
            + 2 * chosen,
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
