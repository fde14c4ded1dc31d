package ridgepoint.oracle;

import java.util.List;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.GroupedGemm;

/**
 * Products with what surrounds them: kept elements of 2:4 sparsity put back in their places, and
 * the scales of eight-bit operands, one per row of the left and one per output column.
 */
final class ScaledProducts {
  private static final int QUANTISED_BITS = 8;
  private static final int SPARSE_GROUP = 4;
  private static final int FIRST_EXTRA = 3;

  private ScaledProducts() {}

  static double[] gemm(Gemm gemm, List<double[]> operands) {
    int batches = (int) gemm.batches();
    int m = (int) gemm.m();
    int n = (int) gemm.n();
    int k = (int) gemm.k();
    int extra = FIRST_EXTRA;
    double[] right = operands.get(1);
    if (gemm.isSparse()) {
      right = expand(right, operands.get(extra), (int) (SPARSE_GROUP * gemm.density()));
      extra++;
    }
    double[] product = GemmOracle.gemm(batches, m, n, k, operands.get(0), right);
    Scales scales = Scales.of(operands, extra, gemm.left(), gemm.right(), gemm.computeType());
    double[] bias = bias(operands, scales.end(), batches * n);
    for (int i = 0; i < product.length; i++) {
      int row = i / n;
      product[i] = scales.apply(product[i], row, row / m * n + i % n);
      product[i] += bias == null ? 0 : bias[row / m * n + i % n];
    }
    return product;
  }

  /** Partial sums may stand in its place, but are more than one per output. */
  private static double[] bias(List<double[]> operands, int slot, int length) {
    return slot < operands.size() && operands.get(slot).length == length
        ? operands.get(slot)
        : null;
  }

  /**
   * Rows are spread over the experts as told, or as evenly as whole numbers allow, see {@link
   * #firstRow}.
   */
  static double[] grouped(GroupedGemm gemm, List<Long> rowsPerExpert, List<double[]> operands) {
    int n = (int) gemm.n();
    int rows = (int) gemm.rows();
    int experts = (int) gemm.activeGroups();
    int[] groupOfRow = new int[rows];
    int next = 0;
    for (int expert = 0; expert < Math.max(experts, rowsPerExpert.size()); expert++) {
      long count =
          rowsPerExpert.isEmpty()
              ? firstRow(gemm, expert + 1) - firstRow(gemm, expert)
              : rowsPerExpert.get(expert);
      for (; count > 0; count--) {
        groupOfRow[next] = expert;
        next++;
      }
    }
    double[] product =
        GemmOracle.grouped(n, (int) gemm.k(), operands.get(0), operands.get(1), groupOfRow);
    Scales scales = Scales.of(operands, FIRST_EXTRA, gemm.left(), gemm.right(), gemm.computeType());
    for (int i = 0; i < product.length; i++) {
      int row = i / n;
      product[i] = scales.apply(product[i], row, groupOfRow[row] * n + i % n);
    }
    return product;
  }

  /** First row of an expert when rows are spread evenly. */
  private static long firstRow(GroupedGemm gemm, int expert) {
    return ((long) gemm.rows()) * expert / (long) gemm.activeGroups();
  }

  private static boolean isScaled(Format operand, DataType computeType) {
    return computeType.bits() <= QUANTISED_BITS && !operand.isGrouped();
  }

  private static double[] expand(double[] kept, double[] positions, int keptPerGroup) {
    double[] dense = new double[kept.length / keptPerGroup * SPARSE_GROUP];
    for (int i = 0; i < kept.length; i++) {
      int place = Math.floorMod((int) positions[i], SPARSE_GROUP);
      dense[i / keptPerGroup * SPARSE_GROUP + place] = kept[i];
    }
    return dense;
  }

  /**
   * Scales that operands lack themselves, where the product has them.
   *
   * @param rows a scale per row, or null
   * @param columns a scale per column, or null
   * @param end slot of what follows them
   */
  private record Scales(double[] rows, double[] columns, int end) {
    static Scales of(
        List<double[]> operands, int first, Format left, Format right, DataType computeType) {
      int slot = first;
      double[] rows = isScaled(left, computeType) ? operands.get(slot++) : null;
      double[] columns = isScaled(right, computeType) ? operands.get(slot++) : null;
      return new Scales(rows, columns, slot);
    }

    double apply(double value, int row, int column) {
      return value * (rows == null ? 1 : rows[row]) * (columns == null ? 1 : columns[column]);
    }
  }
}
