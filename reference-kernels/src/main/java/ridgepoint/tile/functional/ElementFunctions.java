package ridgepoint.tile.functional;

import ridgepoint.simd.Fp32Arithmetic;
import ridgepoint.tile.Reduction;
import ridgepoint.tile.UnaryFunction;

/** Element functions and reductions on fp32 numbers. */
final class ElementFunctions {
  private ElementFunctions() {}

  /** into[i] = function(x[i]) for the first {@code count} elements. */
  static void apply(
      UnaryFunction function, Fp32Arithmetic arithmetic, float[] x, float[] into, int count) {
    switch (function) {
      case EXPONENTIAL -> arithmetic.exponential(x, into, count);
      case SQUARE -> {
        for (int i = 0; i < count; i++) {
          into[i] = x[i] * x[i];
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          into[i] = apply(function, x[i]);
        }
      }
    }
  }

  private static float apply(UnaryFunction function, float x) {
    return switch (function) {
      case NEGATE -> -x;
      case ABSOLUTE -> Math.abs(x);
      case RECIPROCAL -> 1 / x;
      case RECIPROCAL_SQUARE_ROOT -> (float) (1 / Math.sqrt(x));
      case LOGARITHM -> (float) Math.log(x);
      case TANH -> (float) Math.tanh(x);
      case ERROR_FUNCTION -> (float) ErrorFunction.of(x);
      case SINE -> (float) Math.sin(x);
      case COSINE -> (float) Math.cos(x);
      case SQUARE, EXPONENTIAL -> throw new IllegalArgumentException("not one by one: " + function);
    };
  }

  /** Reduces {@code count} neighbouring elements. */
  static float reduceRow(
      Reduction reduction, Fp32Arithmetic arithmetic, float[] values, int first, int count) {
    return switch (reduction) {
      case SUM -> arithmetic.sum(values, first, count);
      case MAXIMUM -> arithmetic.maximum(values, first, count);
      case ARGUMENT_OF_MAXIMUM -> reduce(reduction, values, first, count, 1);
    };
  }

  /** Reduces {@code count} elements that lie {@code stride} apart. */
  static float reduce(Reduction reduction, float[] values, int first, int count, int stride) {
    float sum = 0;
    float maximum = Float.NEGATIVE_INFINITY;
    int argument = 0;
    for (int i = 0; i < count; i++) {
      float value = values[first + i * stride];
      sum += value;
      if (value > maximum) {
        maximum = value;
        argument = i;
      }
    }
    return switch (reduction) {
      case SUM -> sum;
      case MAXIMUM -> maximum;
      case ARGUMENT_OF_MAXIMUM -> argument;
    };
  }
}
