package ridgepoint.verification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ridgepoint.number.DataType;
import ridgepoint.number.FloatFormat;
import ridgepoint.number.Format;
import ridgepoint.number.GroupScale;
import ridgepoint.number.Rounding;
import ridgepoint.operator.Attention;
import ridgepoint.operator.CausalConvolution;
import ridgepoint.operator.Collective;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.GroupedGemm;
import ridgepoint.operator.MoePermute;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Softmax;
import ridgepoint.operator.StateScan;
import ridgepoint.oracle.Oracle;
import ridgepoint.tile.Operand;

/**
 * How far a right result may lie from the exact one: the rounding of the output's format, plus the
 * roundings on the way, in units of the compute type and of fp32 accumulation (Higham 2002,
 * <i>Accuracy and Stability of Numerical Algorithms</i>, chapter 3), each times the magnitude of
 * what is added up.
 */
final class ErrorBound {
  /** Roundings of single steps that element functions, exponentials and quotients add up to. */
  private static final double STEPS = 64;

  private static final Set<String> SIGNED = Set.of("positions", "log decay");

  private final Operator operator;
  private final Oracle oracle;
  private final List<Operand> operands;
  private final List<double[]> inputs;

  ErrorBound(Operator operator, Oracle oracle, List<Operand> operands, List<double[]> inputs) {
    this.operator = operator;
    this.oracle = oracle;
    this.operands = operands;
    this.inputs = inputs;
  }

  /** Half the distance of neighbouring numbers, relative to them; 0 for integers. */
  static double unitRoundoff(DataType type) {
    return switch (type) {
      case FP64 -> Math.pow(2, -53);
      case FP32 -> Math.pow(2, -24);
      case TF32, BF16, FP16, FP8_E4M3, FP8_E5M2, FP4_E2M1 ->
          Math.pow(2, -1 - FloatFormat.of(type).mantissaBits());
      default -> 0;
    };
  }

  /** The bound of every element of an output. */
  double[] of(Operand output, double[] expected) {
    double[] magnitude = magnitude(output.slot(), expected);
    double roundoff = roundoffOnTheWay();
    double underflow = underflowOnTheWay();
    double[] bound = new double[expected.length];
    int columns = (int) output.columns();
    for (int row = 0; row < expected.length / columns; row++) {
      double largest = largest(expected, row * columns, columns);
      for (int i = row * columns; i < (row + 1) * columns; i++) {
        double computed = roundoff * magnitude[i] + underflow;
        bound[i] = computed + stored(output.format(), expected[i], largest + computed);
      }
    }
    return bound;
  }

  private static double stored(Format format, double value, double largestOfRow) {
    DataType type = format.type();
    if (format.isGrouped()) {
      return groupStep(format, largestOfRow);
    }
    if (type.isInteger()) {
      return 0.5;
    }
    return unitRoundoff(type) * Math.abs(value) * 1.01 + halfSmallest(type);
  }

  /** Half the distance of the smallest numbers of a floating-point type; 0 for integers. */
  private static double halfSmallest(DataType type) {
    return switch (type) {
      case FP64, FP32 -> Float.MIN_NORMAL;
      case TF32, BF16, FP16, FP8_E4M3, FP8_E5M2, FP4_E2M1 ->
          Math.pow(2, -FloatFormat.of(type).bias() - FloatFormat.of(type).mantissaBits());
      default -> 0;
    };
  }

  /** Half a code's step of a group, whose scale is rounded to fp16 and may clip the largest. */
  private static double groupStep(Format format, double largest) {
    DataType type = format.type();
    double scaleRoundoff = largest * unitRoundoff(DataType.FP16) * 2;
    if (!type.isInteger()) {
      return largest * unitRoundoff(type) + scaleRoundoff;
    }
    boolean symmetric = GroupScale.zeroPointBits(format) == 0;
    double step =
        symmetric ? largest / Rounding.highest(type) : 2 * largest / ((1L << type.bits()) - 1);
    return (symmetric ? 0.5 : 1) * step + scaleRoundoff;
  }

  /** What is added up for every element: the result with all inputs' signs taken away. */
  private double[] magnitude(int slot, double[] expected) {
    if (isLinear()) {
      List<double[]> absolute = new ArrayList<>();
      for (Operand operand : operands) {
        double[] values = inputs.get(operand.slot()).clone();
        for (int i = 0; i < values.length && !SIGNED.contains(operand.name()); i++) {
          values[i] = Math.abs(values[i]);
        }
        absolute.add(values);
      }
      Map<Integer, double[]> outputs = oracle.outputs(operator, absolute);
      return outputs.get(slot);
    }
    double largest = Math.max(largest(expected, 0, expected.length), largest(inputs.get(0)));
    if (operator instanceof Softmax) {
      // The argument is rounded, and the exponential turns that into a relative error.
      largest = 1 + largest * oracleScale();
    }
    if (operator instanceof Attention attention) {
      largest = largest(inputs.get(attention.sharedKeyValue() ? 1 : 2));
    }
    double[] magnitude = new double[expected.length];
    Arrays.fill(magnitude, largest);
    return magnitude;
  }

  private double oracleScale() {
    return inputs.size() > 2 ? Math.abs(oracle.parameter()) : 1;
  }

  private boolean isLinear() {
    return operator instanceof Gemm
        || operator instanceof GroupedGemm
        || operator instanceof CausalConvolution
        || operator instanceof StateScan
        || operator instanceof Collective
        || operator instanceof MoePermute;
  }

  private double roundoffOnTheWay() {
    double single = unitRoundoff(DataType.FP32);
    if (operator instanceof Gemm gemm) {
      return converted(gemm.computeType(), gemm.left(), gemm.right()) + (gemm.k() + STEPS) * single;
    }
    if (operator instanceof GroupedGemm gemm) {
      return converted(gemm.computeType(), gemm.left(), gemm.right()) + (gemm.k() + STEPS) * single;
    }
    if (operator instanceof Attention attention) {
      // The probabilities are rounded; a conversion of queries and keys moves scores as well.
      double conversion =
          converted(attention.computeType(), attention.activation(), attention.keyValue());
      return 2 * unitRoundoff(attention.computeType()) + 8 * conversion + 2 * STEPS * single;
    }
    if (operator instanceof StateScan scan) {
      return 8 * unitRoundoff(scan.activation().type()) + (STEPS + 8 * scan.length()) * single;
    }
    if (operator instanceof Collective collective) {
      return collective.devices() * unitRoundoff(collective.format().type());
    }
    return STEPS * single;
  }

  /** What numbers too small for the compute type may lose, summed over a product. */
  private double underflowOnTheWay() {
    if (operator instanceof Gemm gemm) {
      return gemm.k() * halfSmallest(gemm.computeType()) * largestOfBothOperands();
    }
    if (operator instanceof GroupedGemm gemm) {
      return gemm.k() * halfSmallest(gemm.computeType()) * largestOfBothOperands();
    }
    if (operator instanceof Attention attention) {
      double value = largest(inputs.get(attention.sharedKeyValue() ? 1 : 2));
      return attention.keyLength() * halfSmallest(attention.computeType()) * value;
    }
    return 0;
  }

  private double largestOfBothOperands() {
    return largest(inputs.get(0)) + largest(inputs.get(1));
  }

  private static double converted(DataType compute, Format left, Format right) {
    boolean exact = compute.isInteger() || (isPlain(left, compute) && isPlain(right, compute));
    return exact ? 0 : 2 * unitRoundoff(compute);
  }

  private static boolean isPlain(Format format, DataType type) {
    return !format.isGrouped() && format.type() == type;
  }

  private static double largest(double[] values) {
    return largest(values, 0, values.length);
  }

  private static double largest(double[] values, int from, int count) {
    double largest = 0;
    for (int i = from; i < from + count; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    return largest;
  }
}
