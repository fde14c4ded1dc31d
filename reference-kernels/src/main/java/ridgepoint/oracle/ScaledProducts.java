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
    double[] rowScales = null;
    if (isScaled(gemm.left(), gemm.computeType())) {
      rowScales = operands.get(extra);
      extra++;
    }
    boolean columns = isScaled(gemm.right(), gemm.computeType());
    double[] columnScales = columns ? operands.get(extra) : null;
    extra += columns ? 1 : 0;
    double[] bias = bias(operands, extra, batches * n);
    for (int i = 0; i < product.length; i++) {
      int row = i / n;
      product[i] *= rowScales == null ? 1 : rowScales[row];
      product[i] *= columnScales == null ? 1 : columnScales[row / m * n + i % n];
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
    int extra = FIRST_EXTRA;
    double[] rowScales = null;
    if (isScaled(gemm.left(), gemm.computeType())) {
      rowScales = operands.get(extra);
      extra++;
    }
    boolean columns = isScaled(gemm.right(), gemm.computeType());
    double[] columnScales = columns ? operands.get(extra) : null;
    for (int i = 0; i < product.length; i++) {
      product[i] *= rowScales == null ? 1 : rowScales[i / n];
      product[i] *= columnScales == null ? 1 : columnScales[groupOfRow[i / n] * n + i % n];
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
}
