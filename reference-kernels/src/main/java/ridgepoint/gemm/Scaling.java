package ridgepoint.gemm;

import ridgepoint.number.DataType;
import ridgepoint.number.Format;

/**
 * How a product of eight-bit or narrower operands gets back to real numbers. Operands without group
 * scales have one per row of the left (per token) and one per output column (per channel), applied
 * to the accumulator after the loop (Xiao 2023, SmoothQuant, section 3). Operands with group scales
 * are scaled group by group inside the product.
 *
 * @param rows whether the left operand has a scale per row
 * @param columns whether the right operand has a scale per output column
 * @param accumulator the type sums are kept in
 */
record Scaling(boolean rows, boolean columns, DataType accumulator) {
  private static final int QUANTISED_BITS = 8;

  static Scaling of(Format left, Format right, DataType computeType) {
    boolean quantised = computeType.bits() <= QUANTISED_BITS;
    if (computeType.isInteger() && !(left.type().isInteger() && right.type().isInteger())) {
      throw new IllegalArgumentException(
          "a product in %s needs integer operands, got %s and %s"
              .formatted(computeType, left, right));
    }
    boolean exactIntegers = computeType.isInteger() && !left.isGrouped() && !right.isGrouped();
    return new Scaling(
        quantised && !left.isGrouped(),
        quantised && !right.isGrouped(),
        exactIntegers ? DataType.INT32 : DataType.FP32);
  }

  /** Vector operations per output element. */
  int operationsPerElement() {
    return (rows ? 1 : 0) + (columns ? 1 : 0);
  }
}
