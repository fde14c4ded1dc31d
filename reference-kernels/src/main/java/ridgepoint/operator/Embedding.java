package ridgepoint.operator;

import static ridgepoint.operator.Shapes.positive;

import ridgepoint.number.Format;

/** Gather of {@code tokens} rows of a [vocabulary, columns] table by 32-bit token id. */
public record Embedding(long tokens, long vocabulary, long columns, Format table, Format output)
    implements Operator {
  private static final double ID_BYTES = 4;

  public Embedding {
    positive("tokens", tokens);
    positive("vocabulary", vocabulary);
    positive("columns", columns);
  }

  @Override
  public Work work() {
    double elements = (double) tokens * columns;
    return Work.elementwise(
        0,
        0,
        Bytes.weight(table.bytes(elements)).plus(Bytes.index(tokens * ID_BYTES)),
        Bytes.activation(output.bytes(elements)));
  }

  @Override
  public String kind() {
    return "embedding";
  }

  @Override
  public String shape() {
    return tokens + "x" + columns + " of " + vocabulary;
  }
}
