package ridgepoint.operator;

import static ridgepoint.operator.Shapes.positive;

import ridgepoint.number.Format;

/** Row-wise softmax of a [rows, columns] matrix: maximum, subtract, exp, sum, divide. */
public record Softmax(long rows, long columns, Format format) implements Operator {
  public Softmax {
    positive("rows", rows);
    positive("columns", columns);
  }

  @Override
  public Work work() {
    double elements = (double) rows * columns;
    Bytes moved = Bytes.activation(format.bytes(elements));
    return Work.elementwise(4 * elements, elements, moved, moved);
  }

  @Override
  public String kind() {
    return "softmax";
  }

  @Override
  public String shape() {
    return rows + "x" + columns;
  }
}
