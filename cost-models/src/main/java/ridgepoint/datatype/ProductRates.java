package ridgepoint.datatype;

import java.util.Map;
import ridgepoint.estimate.UnsupportedOperatorException;
import ridgepoint.hardware.Compute;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.number.DataType;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Operator;

/** Peak rates of a device's products, laid out for quick look-up. */
public final class ProductRates {
  private static final double ABSENT = -1;

  /** Structured sparsity that matrix units skip: 2 of 4 (NVIDIA A100 whitepaper). */
  private static final double STRUCTURED_DENSITY = 0.5;

  private final DeviceSpec device;
  private final double[] dense = new double[DataType.values().length];
  private final double[] sparse = new double[DataType.values().length];
  private final boolean[] onMatrixUnit = new boolean[DataType.values().length];
  private final double[] vector = new double[DataType.values().length];

  public ProductRates(DeviceSpec device) {
    this.device = device;
    Compute compute = device.compute();
    for (DataType type : DataType.values()) {
      dense[type.ordinal()] = compute.productRate(type).orElse(ABSENT);
      sparse[type.ordinal()] = rate(compute.sparseMatrixPeak(), type);
      onMatrixUnit[type.ordinal()] = compute.matrixPeak().containsKey(type);
      vector[type.ordinal()] = vectorRate(compute, type);
    }
  }

  /** In the type itself, or in the fastest that holds it and adds up as it does. */
  private static double vectorRate(Compute compute, DataType type) {
    if (compute.vectorPeak().containsKey(type)) {
      return compute.vectorPeak().get(type);
    }
    double fastest = 0;
    for (Map.Entry<DataType, Double> wide : compute.vectorPeak().entrySet()) {
      if (wide.getKey().isInteger() == type.isInteger() && Widening.holds(wide.getKey(), type)) {
        fastest = Math.max(fastest, wide.getValue());
      }
    }
    return fastest;
  }

  /**
   * Operations per second of products of that type on the vector unit, where it has the type or one
   * that operands can be widened to; 0 where it has neither.
   */
  public double onVectorUnit(DataType type) {
    return vector[type.ordinal()];
  }

  /** Whether the vector unit has to widen operands of that type before it multiplies them. */
  public boolean vectorUnitWidens(DataType type) {
    return !device.compute().vectorPeak().containsKey(type);
  }

  private static double rate(Map<DataType, Double> rates, DataType type) {
    return rates.getOrDefault(type, ABSENT);
  }

  /** Whether products of that type run on the matrix unit; otherwise they use the vector unit. */
  public boolean onMatrixUnit(DataType type) {
    return onMatrixUnit[type.ordinal()];
  }

  /**
   * Dense operations per second of the device.
   *
   * @throws UnsupportedOperatorException when it has no products of that type
   */
  public double dense(DataType type) {
    double rate = dense[type.ordinal()];
    if (rate == ABSENT) {
      throw new UnsupportedOperatorException(ProductSupport.of(device, type).explanation());
    }
    return rate;
  }

  /**
   * Operations per second for an operator whose {@link ridgepoint.operator.Work} counts only kept
   * elements. Where the matrix unit skips structured zeros, its rate counts what it skips, so the
   * kept operations run at {@code density} of it; elsewhere zeros are computed like any number.
   */
  public double useful(Operator operator, DataType type) {
    double rate = dense(type);
    if (!(operator instanceof Gemm gemm) || !gemm.isSparse()) {
      return rate;
    }
    double skipping = sparse[type.ordinal()];
    boolean skips = skipping != ABSENT && gemm.density() <= STRUCTURED_DENSITY;
    return (skips ? skipping : rate) * gemm.density();
  }
}
