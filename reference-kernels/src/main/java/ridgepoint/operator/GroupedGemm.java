package ridgepoint.operator;

import static ridgepoint.operator.Shapes.positive;

import ridgepoint.number.DataType;
import ridgepoint.number.Format;

/**
 * The expert products of a mixture-of-experts layer: rows are sorted by expert and each touched
 * expert multiplies its rows by its own weights [k,n].
 *
 * @param groups experts whose weights are here, with rows or without
 * @param activeGroups experts that receive at least one row; an expectation, so not always whole
 * @param rows rows over all experts (tokens x chosen experts), an expectation as well
 */
public record GroupedGemm(
    double groups,
    double activeGroups,
    double rows,
    long n,
    long k,
    Format left,
    Format right,
    Format output,
    DataType computeType)
    implements Operator {
  public GroupedGemm {
    positive("activeGroups", activeGroups);
    if (groups < activeGroups) {
      throw new IllegalArgumentException(
          "groups " + groups + " are fewer than activeGroups " + activeGroups);
    }
    positive("rows", rows);
    positive("n", n);
    positive("k", k);
  }

  /** Products of experts that all receive rows. */
  public GroupedGemm(
      double activeGroups,
      double rows,
      long n,
      long k,
      Format left,
      Format right,
      Format output,
      DataType computeType) {
    this(activeGroups, activeGroups, rows, n, k, left, right, output, computeType);
  }

  @Override
  public Work work() {
    return new Work(
        2.0 * rows * n * k,
        computeType,
        0,
        0,
        Bytes.activation(left.bytes(rows * k))
            .plus(Bytes.weight(right.bytes(activeGroups * n * k))),
        Bytes.activation(output.bytes(rows * n)));
  }

  @Override
  public String kind() {
    return "grouped-gemm";
  }

  @Override
  public String shape() {
    return Shapes.number(activeGroups) + "e " + Shapes.number(rows) + "x" + n + "x" + k;
  }
}
