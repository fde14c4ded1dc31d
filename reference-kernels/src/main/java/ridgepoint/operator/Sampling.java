package ridgepoint.operator;

import static ridgepoint.operator.Shapes.positive;

import ridgepoint.number.Format;

/**
 * Choice of the next token of [rows, vocabulary] logits: temperature, softmax and inverse-transform
 * sampling, or the arg max when greedy; a 32-bit id per row is written.
 */
public record Sampling(long rows, long vocabulary, boolean greedy, Format logits)
    implements Operator {
  private static final double ID_BYTES = 4;

  public Sampling {
    positive("rows", rows);
    positive("vocabulary", vocabulary);
  }

  @Override
  public Work work() {
    double elements = (double) rows * vocabulary;
    return Work.elementwise(
        (greedy ? 1 : 5) * elements,
        greedy ? 0 : elements,
        Bytes.activation(logits.bytes(elements)),
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
