package ridgepoint.tile.functional;

import ridgepoint.tile.BinaryFunction;
import ridgepoint.tile.Reduction;
import ridgepoint.tile.UnaryFunction;

/** Element functions and reductions on fp32 numbers. */
final class ElementFunctions {
  private ElementFunctions() {}

  static float apply(UnaryFunction function, float x) {
    return switch (function) {
      case NEGATE -> -x;
      case ABSOLUTE -> Math.abs(x);
      case SQUARE -> x * x;
      case RECIPROCAL -> 1 / x;
      case RECIPROCAL_SQUARE_ROOT -> (float) (1 / Math.sqrt(x));
      case EXPONENTIAL -> (float) Math.exp(x);
      case LOGARITHM -> (float) Math.log(x);
      case TANH -> (float) Math.tanh(x);
      case ERROR_FUNCTION -> (float) ErrorFunction.of(x);
      case SINE -> (float) Math.sin(x);
      case COSINE -> (float) Math.cos(x);
    };
  }

  static float apply(BinaryFunction function, float x, float y) {
    return switch (function) {
      case ADD -> x + y;
      case SUBTRACT -> x - y;
      case MULTIPLY -> x * y;
      case DIVIDE -> x / y;
      case MAXIMUM -> Math.max(x, y);
      case MINIMUM -> Math.min(x, y);
      case LESS -> x < y ? 1 : 0;
      case EQUAL -> x == y ? 1 : 0;
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
