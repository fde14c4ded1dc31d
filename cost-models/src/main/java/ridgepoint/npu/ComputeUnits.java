package ridgepoint.npu;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.datatype.ProductRates;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.number.DataType;
import ridgepoint.operator.Operator;
import ridgepoint.pipeline.Totals;

/**
 * How long an NPU's arrays and its vector unit are busy with a pass. Thin products (a few rows by a
 * large matrix) leave most rows of an array empty; the vector unit, which has no array to fill, may
 * then be faster, and compilers give it such products (XLA rewrites matrix-vector products to
 * multiplications and sums on TPUs; the Gaudi compiler chooses between its two engines).
 */
final class ComputeUnits {
  private final DeviceSpec device;
  private final Architecture.Npu npu;
  private final NpuParameters parameters;
  private final ProductRates products;

  ComputeUnits(DeviceSpec device, NpuParameters parameters, ProductRates products) {
    this.device = device;
    this.npu = (Architecture.Npu) device.architecture();
    this.parameters = parameters;
    this.products = products;
  }

  /**
   * Busy seconds of the units in a pass.
   *
   * @param lastStep what of them remains once the last operands have arrived
   * @param productsOnVector whether the vector unit does the products
   * @param inTurn whether products and what is between them wait for one another
   */
  record Busy(
      double matrix,
      double vector,
      double special,
      double lastStep,
      boolean productsOnVector,
      boolean inTurn) {
    /** How long it takes. */
    double seconds() {
      double between = Math.max(vector, special);
      return inTurn ? matrix + between : Math.max(matrix, between);
    }
  }

  /** The ways to do a pass: products on the arrays first, then on the vector unit. */
  List<Busy> ways(Operator operator, Pass pass) {
    Totals totals = pass.totals();
    double vector =
        perSecond(
            totals.vectorOperations() + totals.convertedElements() * parameters.convertOperations(),
            vectorRate());
    double special =
        perSecond(
            totals.specialOperations(),
            device.compute().specialPeak() * parameters.vectorEfficiency());
    if (totals.matrixOperations() == 0) {
      return List.of(new Busy(0, vector, special, 0, false, false));
    }
    DataType type = totals.matrixType();
    boolean inTurn = NpuMachine.isInTurn(operator, npu);
    List<Busy> ways = new ArrayList<>(2);
    if (products.onMatrixUnit(type)) {
      double cycle = secondsPerCycle(products.useful(operator, type));
      double matrix = cycle * (pass.arrayCycles() + pass.firstFillCycles());
      ways.add(new Busy(matrix, vector, special, cycle * pass.stepCycles(), false, inTurn));
    }
    // Attention in blocks is scheduled for arrays; the vector unit has it where no array takes its
    // type.
    if ((!inTurn || ways.isEmpty()) && products.onVectorUnit(type) > 0) {
      double rate = vectorProductRate(operator, type);
      double all =
          vectorSeconds(totals.executedMatrixOperations() / rate, pass.operandElements(), type);
      double last = vectorSeconds(pass.stepOperations() / rate, pass.stepOperandElements(), type);
      ways.add(new Busy(0, vector + all, special, last, true, false));
    }
    return ways;
  }

  /** Of products on the vector unit, operands widened first where it lacks their type. */
  private double vectorSeconds(double seconds, double operandElements, DataType type) {
    double widened = products.vectorUnitWidens(type) ? operandElements : 0;
    return seconds + perSecond(widened * parameters.convertOperations(), vectorRate());
  }

  /**
   * Operations per second of products on the vector unit. No more than the arrays do where there
   * are any: lanes without the paths that bring operands to them multiply nothing.
   */
  private double vectorProductRate(Operator operator, DataType type) {
    double lanes = products.onVectorUnit(type) * parameters.vectorEfficiency();
    return products.onMatrixUnit(type) ? Math.min(lanes, products.useful(operator, type)) : lanes;
  }

  /** Of a clock at which the arrays together reach the peak rate of the type. */
  private double secondsPerCycle(double operationsPerSecond) {
    return 2.0 * npu.arrays() * npu.rows() * npu.columns() / operationsPerSecond;
  }

  private double vectorRate() {
    return device.compute().vectorPeak().isEmpty()
        ? 0
        : device.compute().vectorRate() * parameters.vectorEfficiency();
  }

  private static double perSecond(double amount, double rate) {
    return amount == 0 ? 0 : amount / rate;
  }
}
