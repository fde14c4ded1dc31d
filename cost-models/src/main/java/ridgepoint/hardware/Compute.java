package ridgepoint.hardware;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import ridgepoint.number.DataType;

/**
 * What computes. Rates are dense peaks of the whole device in operations per second; a multiply-add
 * is 2.
 *
 * @param units how many identical units share the work: SMs, CUs, cores, tensor cores of an NPU,
 *     in-memory processing units
 * @param clockHertz the clock at which the peaks hold
 * @param matrixPeak matrix products by data type; empty when the device has no matrix unit, in
 *     which case products run on the vector unit
 * @param sparseMatrixPeak products with 2:4 structured sparsity, by data type; operations skipped
 *     are counted in these rates, as datasheets do
 * @param vectorPeak element-wise work by data type
 * @param specialPeak transcendental functions per second; 0 when the device computes none
 */
public record Compute(
    int units,
    double clockHertz,
    Map<DataType, Double> matrixPeak,
    Map<DataType, Double> sparseMatrixPeak,
    Map<DataType, Double> vectorPeak,
    double specialPeak) {
  public Compute {
    matrixPeak = Ordered.copy(matrixPeak);
    sparseMatrixPeak = Ordered.copy(sparseMatrixPeak);
    vectorPeak = Ordered.copy(vectorPeak);
  }

  /** Rate of matrix products in that type: of the matrix unit, or else of the vector unit. */
  public OptionalDouble productRate(DataType type) {
    return Optional.ofNullable(matrixPeak.get(type))
        .or(() -> Optional.ofNullable(vectorPeak.get(type)))
        .map(OptionalDouble::of)
        .orElse(OptionalDouble.empty());
  }

  /** Rate of element-wise work in fp32, or in the widest floating-point type there is. */
  public double vectorRate() {
    Double fp32 = vectorPeak.get(DataType.FP32);
    if (fp32 != null) {
      return fp32;
    }
    return vectorPeak.values().stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }
}
