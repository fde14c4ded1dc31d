package ridgepoint.operator;

import static ridgepoint.operator.Shapes.positive;

import ridgepoint.number.Format;

/**
 * Moves token rows to and from expert order. DISPATCH gathers [rows, columns] copies of [tokens,
 * columns] in expert order; COMBINE reads [rows, columns] and writes the weighted sums [tokens,
 * columns].
 *
 * @param rows token copies over all experts of this device, an expectation
 */
public record MoePermute(
    Direction direction, double rows, double tokens, long columns, Format format)
    implements Operator {
  private static final double ID_BYTES = 4;
  private static final double WEIGHT_BYTES = 4;

  /** To expert order, or back. */
  public enum Direction {
    DISPATCH,
    COMBINE
  }

  public MoePermute {
    positive("rows", rows);
    positive("tokens", tokens);
    positive("columns", columns);
  }

  @Override
  public Work work() {
    Bytes spread = Bytes.activation(format.bytes(rows * columns));
    Bytes packed = Bytes.activation(format.bytes(tokens * columns));
    Bytes ids = Bytes.index(rows * ID_BYTES);
    return switch (direction) {
      case DISPATCH -> Work.elementwise(0, 0, packed.plus(ids), spread);
      case COMBINE ->
          Work.elementwise(
              2 * rows * columns,
              0,
              spread.plus(ids).plus(Bytes.activation(rows * WEIGHT_BYTES)),
              packed);
    };
  }

  @Override
  public String kind() {
    return direction == Direction.DISPATCH ? "moe-dispatch" : "moe-combine";
  }

  @Override
  public String shape() {
    return Shapes.number(tokens) + "->" + Shapes.number(rows) + " x " + columns;
  }
}
