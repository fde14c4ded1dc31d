package ridgepoint.verification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import ridgepoint.attention.FlashAttentionKernel;
import ridgepoint.elementwise.ElementwiseKernel;
import ridgepoint.gemm.GroupedGemmKernel;
import ridgepoint.kernel.KernelLibrary;
import ridgepoint.norm.NormKernel;
import ridgepoint.number.DataType;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.GroupedGemm;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Role;
import ridgepoint.operator.Work;
import ridgepoint.oracle.Oracle;
import ridgepoint.sampling.SamplingKernel;
import ridgepoint.softmax.SoftmaxKernel;
import ridgepoint.tensor.Tensor;
import ridgepoint.tile.Kernel;
import ridgepoint.tile.Operand;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.Tiling;
import ridgepoint.tile.counting.CountingMachine;
import ridgepoint.tile.functional.FunctionalMachine;

/**
 * What running an operator's kernel on random tensors and counting its work showed.
 *
 * @param kernel the program's name
 * @param maximumError largest difference from the oracle
 * @param relativeError that difference over the largest magnitude of the results
 * @param errorOverBound largest quotient of a difference and what rounding allows there; right
 *     results stay at or below 1
 * @param bound largest difference that rounding allows at any element
 * @param differences where counted work is not the operator's formula plus what the kernel says it
 *     adds; empty when it is
 */
public record Verification(
    String kernel,
    double maximumError,
    double relativeError,
    double errorOverBound,
    double bound,
    List<String> differences) {
  private static final double WORK_TOLERANCE = 1e-12;

  /** Probability by which fp32 sums may shift a choice. */
  private static final double CHOICE_TOLERANCE = 1e-5;

  /** Computes a program on tensors, all of its passes. */
  @FunctionalInterface
  public interface Runner {
    /**
     * @param tensors by slot, one for every operand
     */
    void run(TileProgram program, Tensor[] tensors);

    /** The functional machine on so many threads. */
    static Runner onThreads(int threads) {
      return (program, tensors) -> FunctionalMachine.run(program, threads, tensors);
    }
  }

  public boolean resultsAreRight() {
    return errorOverBound <= 1;
  }

  public boolean workIsTheFormula() {
    return differences.isEmpty();
  }

  /** Verifies an operator's kernel under its default tiling. */
  public static Verification of(Operator operator, long seed, int threads) {
    Kernel kernel = kernelFor(operator);
    return of(operator, kernel, kernel.defaultTiling(), seed, threads);
  }

  /** The library's kernel, for expert products with rows spread evenly over whole experts. */
  public static Kernel kernelFor(Operator operator) {
    if (!(operator instanceof GroupedGemm gemm)) {
      return KernelLibrary.kernelFor(operator);
    }
    long rows = (long) gemm.rows();
    long[] rowsPerExpert = new long[(int) gemm.activeGroups()];
    for (int expert = 0; expert < rowsPerExpert.length; expert++) {
      rowsPerExpert[expert] =
          rows * (expert + 1) / rowsPerExpert.length - rows * expert / rowsPerExpert.length;
    }
    return GroupedGemmKernel.routed(gemm, rowsPerExpert);
  }

  /**
   * Verifies a kernel under a tiling.
   *
   * @param seed of the random tensors
   */
  public static Verification of(
      Operator operator, Kernel kernel, Tiling tiling, long seed, int threads) {
    return of(operator, kernel, tiling, seed, Runner.onThreads(threads));
  }

  /** The same, computed in a given way. */
  public static Verification of(
      Operator operator, Kernel kernel, Tiling tiling, long seed, Runner runner) {
    TileProgram program = kernel.program(tiling);
    List<Operand> operands = program.operands();
    return run(
        operator, kernel, tiling, runner, new RandomOperands(operator, seed).tensors(operands));
  }

  /**
   * Runs a kernel on tensors and verifies what it made of them.
   *
   * @param runner computes it
   * @param tensors by slot, one for every operand; null where a tensor of zeros is to be put. They
   *     hold the results afterwards
   */
  public static Verification run(
      Operator operator, Kernel kernel, Tiling tiling, Runner runner, Tensor[] tensors) {
    TileProgram program = kernel.program(tiling);
    List<Operand> operands = program.operands();
    for (Operand operand : operands) {
      if (tensors[operand.slot()] == null) {
        tensors[operand.slot()] =
            Tensor.zeros(operand.format(), operand.batches(), operand.rows(), operand.columns());
      }
    }
    List<double[]> inputs = values(tensors);
    runner.run(program, tensors);
    Oracle oracle = oracle(kernel);
    Map<Integer, double[]> expected = oracle.outputs(operator, inputs);
    ErrorBound bound = new ErrorBound(operator, oracle, operands, inputs);
    Errors errors = Errors.NONE;
    for (Map.Entry<Integer, double[]> output : expected.entrySet()) {
      Operand operand = operands.get(output.getKey());
      double[] actual = values(tensors[output.getKey()]);
      double[] wanted = output.getValue();
      if (Choices.isChoice(operator, operand)) {
        double worst =
            Choices.worst(operator, operand.slot(), inputs, wanted, actual, oracle.temperature());
        errors = errors.and(new Errors(worst, worst, worst / CHOICE_TOLERANCE, CHOICE_TOLERANCE));
        continue;
      }
      if (quantises(operator, operand)) {
        wanted = clamp(wanted, operand.format().type());
      }
      errors = errors.and(Errors.between(wanted, actual, bound.of(operand, wanted)));
    }
    List<String> differences = differences(operator, kernel, tiling);
    return new Verification(
        program.name(),
        errors.absolute(),
        errors.relative(),
        errors.overBound(),
        errors.bound(),
        differences);
  }

  /** The oracle with the constants that the kernel was made with. */
  private static Oracle oracle(Kernel kernel) {
    return new Oracle(
        kernel instanceof NormKernel norm ? norm.epsilon() : 0,
        parameter(kernel),
        kernel instanceof SamplingKernel sampling ? sampling.temperature() : 1,
        kernel instanceof FlashAttentionKernel attention ? attention.scale() : 0,
        kernel instanceof FlashAttentionKernel attention ? attention.softCap() : 0,
        kernel instanceof GroupedGemmKernel gemm ? gemm.rowsPerExpert() : List.of());
  }

  private static double parameter(Kernel kernel) {
    if (kernel instanceof SoftmaxKernel softmax) {
      return softmax.scale();
    }
    return kernel instanceof ElementwiseKernel elementwise ? elementwise.parameter() : 1;
  }

  private static boolean quantises(Operator operator, Operand output) {
    return output.format().type().isInteger()
        && !output.format().isGrouped()
        && operator instanceof Elementwise;
  }

  private static double[] clamp(double[] values, DataType type) {
    double limit = Math.pow(2, type.bits() - 1);
    return Arrays.stream(values).map(v -> Math.max(-limit, Math.min(limit - 1, v))).toArray();
  }

  private static List<double[]> values(Tensor[] tensors) {
    List<double[]> all = new ArrayList<>();
    for (Tensor tensor : tensors) {
      all.add(values(tensor));
    }
    return all;
  }

  private static double[] values(Tensor tensor) {
    float[] floats = tensor.toFloats();
    double[] values = new double[floats.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = floats[i];
    }
    return values;
  }

  private static List<String> differences(Operator operator, Kernel kernel, Tiling tiling) {
    Work expected = operator.work().plus(kernel.extraWork(tiling));
    Work counted = CountingMachine.count(kernel.program(tiling)).work();
    List<String> differences = new ArrayList<>();
    compare(
        differences, "matrix operations", expected.matrixOperations(), counted.matrixOperations());
    compare(
        differences, "vector operations", expected.vectorOperations(), counted.vectorOperations());
    compare(
        differences,
        "special operations",
        expected.specialOperations(),
        counted.specialOperations());
    for (Role role : Role.values()) {
      compare(differences, "read " + role, expected.read().of(role), counted.read().of(role));
      compare(
          differences, "written " + role, expected.written().of(role), counted.written().of(role));
    }
    return List.copyOf(differences);
  }

  private static void compare(List<String> to, String what, double expected, double counted) {
    if (Math.abs(expected - counted) > WORK_TOLERANCE * Math.max(1, Math.abs(expected))) {
      to.add("%s: %s by formula, %s counted".formatted(what, expected, counted));
    }
  }
}
