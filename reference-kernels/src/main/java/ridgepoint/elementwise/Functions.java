package ridgepoint.elementwise;

import static ridgepoint.number.DataType.FP32;

import ridgepoint.operator.Elementwise;
import ridgepoint.tile.BinaryFunction;
import ridgepoint.tile.Tile;
import ridgepoint.tile.TileMachine;
import ridgepoint.tile.UnaryFunction;

/** The functions as sequences of tile instructions, as many as {@link Elementwise} states. */
record Functions(TileMachine machine, float parameter) {
  /** sqrt(2 / pi) and the cubic coefficient of GELU's tanh form (Hendrycks and Gimpel 2016). */
  private static final float GELU_SLOPE = 0.7978845608f;

  /** 1 / sqrt(2). */
  private static final float HALF_SQUARE_ROOT = 0.70710678f;

  private static final float GELU_CUBIC = 0.044715f;

  /**
   * The function of x and, where it has a second input, y.
   *
   * @param extra mix of LERP (of LERP_BY with the own input added), scales of DEQUANTIZE, or null
   */
  Tile apply(Elementwise operator, Tile x, Tile y, Tile extra) {
    return switch (operator.function()) {
      case ADD -> add(x, y);
      case MULTIPLY -> multiply(x, y);
      case RELU -> positivePart(x);
      case SQUARED_RELU -> machine.map(UnaryFunction.SQUARE, positivePart(x));
      case SIGMOID -> machine.map(UnaryFunction.RECIPROCAL, onePlusExponential(x));
      case SILU -> silu(x);
      case TANH -> machine.map(UnaryFunction.TANH, x);
      case GELU -> gelu(x);
      case SILU_MULTIPLY -> multiply(silu(x), y);
      case GELU_MULTIPLY -> multiply(gelu(x), y);
      case GELU_EXACT -> exactGelu(x);
      case GELU_EXACT_MULTIPLY -> multiply(exactGelu(x), y);
      case NEGATED_EXPONENTIAL ->
          machine.map(UnaryFunction.NEGATE, machine.map(UnaryFunction.EXPONENTIAL, x));
      case NEGATED_SOFTPLUS -> {
        Tile onePlus = plus(machine.map(UnaryFunction.EXPONENTIAL, x), 1);
        yield machine.map(UnaryFunction.NEGATE, machine.map(UnaryFunction.LOGARITHM, onePlus));
      }
      case LERP, LERP_BY -> add(x, multiply(machine.zip(BinaryFunction.SUBTRACT, y, x), extra));
      case SOFT_CAP -> times(machine.map(UnaryFunction.TANH, times(x, 1 / parameter)), parameter);
      case SCALE -> times(x, parameter);
      case COPY, QUANTIZE -> x;
      case DEQUANTIZE -> extra == null ? x : multiply(x, extra);
    };
  }

  private Tile silu(Tile x) {
    return machine.zip(BinaryFunction.DIVIDE, x, onePlusExponential(x));
  }

  /** 1 + exp(-x), the denominator of the logistic function. */
  private Tile onePlusExponential(Tile x) {
    Tile negated = machine.map(UnaryFunction.NEGATE, x);
    return plus(machine.map(UnaryFunction.EXPONENTIAL, negated), 1);
  }

  /** x/2 (1 + tanh(x (slope + slope cubic x^2))). */
  private Tile gelu(Tile x) {
    Tile square = machine.map(UnaryFunction.SQUARE, x);
    Tile slope = plus(times(square, GELU_SLOPE * GELU_CUBIC), GELU_SLOPE);
    Tile tanh = machine.map(UnaryFunction.TANH, multiply(x, slope));
    return multiply(plus(tanh, 1), times(x, 0.5f));
  }

  private Tile exactGelu(Tile x) {
    Tile error = machine.map(UnaryFunction.ERROR_FUNCTION, times(x, HALF_SQUARE_ROOT));
    return multiply(plus(error, 1), times(x, 0.5f));
  }

  private Tile positivePart(Tile x) {
    return machine.zip(BinaryFunction.MAXIMUM, x, constant(0));
  }

  private Tile add(Tile x, Tile y) {
    return machine.zip(BinaryFunction.ADD, x, y);
  }

  private Tile multiply(Tile x, Tile y) {
    return machine.zip(BinaryFunction.MULTIPLY, x, y);
  }

  private Tile times(Tile x, float factor) {
    return multiply(x, constant(factor));
  }

  private Tile plus(Tile x, float addend) {
    return add(x, constant(addend));
  }

  private Tile constant(float value) {
    return machine.fill(1, 1, FP32, value);
  }
}
