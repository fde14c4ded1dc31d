package ridgepoint.fpga;

import ridgepoint.datatype.ProductRates;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.number.DataType;
import ridgepoint.operator.Operator;
import ridgepoint.pipeline.Totals;
import ridgepoint.tile.Recording.Use;

/** How fast the array and the lanes of a design do the steps of an operator. */
final class DesignRates {
  private final boolean onArray;
  private final ProductEngine engine;
  private final double secondsPerCycle;
  private final double productRate;
  private final double vectorRate;
  private final double specialRate;
  private final double fillSeconds;
  private final double instructionSeconds;

  DesignRates(
      DeviceSpec device,
      FpgaParameters parameters,
      ProductRates products,
      Operator operator,
      Totals totals) {
    Architecture.FpgaDesign design = ((Architecture.Fpga) device.architecture()).design();
    DataType type = totals.matrixType();
    boolean multiplies = totals.matrixOperations() > 0;
    engine = ProductEngine.of(design);
    onArray = multiplies && products.onMatrixUnit(type);
    productRate = multiplies ? products.useful(operator, type) : 0;
    // of a clock at which the engine reaches the type's rate: packing puts several products in a
    // DSP slice, or one in several slices
    secondsPerCycle =
        onArray ? 2 * engine.multiplyAdds() / productRate / design.dataflow().coreScaling() : 0;
    vectorRate = device.compute().vectorPeak().isEmpty() ? 0 : device.compute().vectorRate();
    specialRate = device.compute().specialPeak();
    fillSeconds = parameters.pipelineCycles() / design.clockHertz();
    instructionSeconds = parameters.vectorInstructionCycles() / design.clockHertz();
  }

  /** Of a step's element-wise functions and reductions, one after another. */
  double vectorSeconds(Use step) {
    return Math.max(
            vectorSeconds(step.vectorOperations()), specialSeconds(step.specialOperations()))
        + instructionSeconds(step);
  }

  /** What they take beside their elements. */
  double instructionSeconds(Use step) {
    return step.vectorInstructions() * instructionSeconds;
  }

  boolean onArray() {
    return onArray;
  }

  /** From the first operand of the array to its first result. */
  double fillSeconds() {
    return fillSeconds;
  }

  /** Of the products of a step in the array. */
  double productSeconds(Use step) {
    return engine.cycles(step) * secondsPerCycle;
  }

  /** Of operations of products in the vector lanes. */
  double laneProductSeconds(double operations) {
    return perSecond(operations, productRate);
  }

  double vectorSeconds(double operations) {
    return perSecond(operations, vectorRate);
  }

  double specialSeconds(double operations) {
    return perSecond(operations, specialRate);
  }

  private static double perSecond(double amount, double rate) {
    return amount == 0 ? 0 : amount / rate;
  }
}
