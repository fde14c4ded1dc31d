package ridgepoint.operator;

import static ridgepoint.operator.Shapes.positive;

import ridgepoint.number.Format;

/**
 * Choice of the next token of [rows, vocabulary] logits, of which a 32-bit id per row is written.
 *
 * <p>Greedy: one scan for the largest. Otherwise inverse-transform sampling by a 32-bit uniform
 * number per row: divide by the temperature, maximum, subtract, exponential, prefix sum, compare
 * with the uniform number's share of the sum (one operation a row), count.
 */
public record Sampling(long rows, long vocabulary, boolean greedy, Format logits)
    implements Operator {
  private static final double ID_BYTES = 4;
  private static final double UNIFORM_BYTES = 4;
  private static final double SAMPLING_OPERATIONS = 6;

  public Sampling {
    positive("rows", rows);
    positive("vocabulary", vocabulary);
  }

  @Override
  public Work work() {
    double elements = (double) rows * vocabulary;
    return Work.elementwise(
        greedy ? elements : SAMPLING_OPERATIONS * elements + rows,
        greedy ? 0 : elements,
        Bytes.activation(logits.bytes(elements) + (greedy ? 0 : rows * UNIFORM_BYTES)),
        Bytes.index(rows * ID_BYTES));
  }

  @Override
  public String kind() {
    return "sampling";
  }

  @Override
  public String shape() {
    return rows + "x" + vocabulary;
  }
}
