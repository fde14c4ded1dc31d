package ridgepoint.operator;

import static ridgepoint.operator.Shapes.positive;

import ridgepoint.number.Format;

/**
 * Row-wise normalisation of [rows, columns] with learned weights, optionally with the residual
 * addition before it in the same kernel.
 *
 * @param residual whether a residual stream is read, added and written back
 */
public record Norm(
    Type type, long rows, long columns, boolean residual, Format activation, Format weight)
    implements Operator {
  /** Which statistics are taken, with vector operations per element. */
  public enum Type {
    /**
     * Mean, variance, scale and shift (Ba 2016): sum, subtract, square, sum, multiply by the
     * inverse deviation, by the weight, add the bias; per row two divisions by the count and the
     * addition of epsilon.
     */
    LAYER(7, 3),
    /**
     * Root mean square and scale (Zhang 2019): square, sum, multiply by the inverse, by the weight;
     * per row one division by the count and the addition of epsilon.
     */
    RMS(4, 2);

    private final int operationsPerElement;
    private final int operationsPerRow;

    Type(int operationsPerElement, int operationsPerRow) {
      this.operationsPerElement = operationsPerElement;
      this.operationsPerRow = operationsPerRow;
    }

    public int operationsPerElement() {
      return operationsPerElement;
    }

    public int operationsPerRow() {
      return operationsPerRow;
    }
  }

  public Norm {
    positive("rows", rows);
    positive("columns", columns);
  }

  @Override
  public Work work() {
    double elements = (double) rows * columns;
    Bytes stream = Bytes.activation(activation.bytes(residual ? 2 * elements : elements));
    double parameters = type == Type.LAYER ? 2.0 * columns : columns;
    return Work.elementwise(
        (type.operationsPerElement() + (residual ? 1 : 0)) * elements
            + (double) type.operationsPerRow() * rows,
        (double) rows,
        stream.plus(Bytes.weight(weight.bytes(parameters))),
        stream);
  }

  @Override
  public String kind() {
    return "norm";
  }

  @Override
  public String shape() {
    return rows + "x" + columns;
  }
}
