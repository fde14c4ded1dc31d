package ridgepoint.operator;

import static ridgepoint.operator.Shapes.positive;

import ridgepoint.number.Format;

/**
 * An element-wise function over [rows, columns].
 *
 * @param function what is computed; a gated function reads two inputs of [rows, columns]
 * @param input format of every input
 * @param output format of the result; quantisation is a function whose output is narrower
 */
public record Elementwise(Function function, long rows, long columns, Format input, Format output)
    implements Operator {
  /** The functions models use, with inputs, vector operations and special functions per element. */
  public enum Function {
    ADD(2, 1, 0),
    MULTIPLY(2, 1, 0),
    RELU(1, 1, 0),
    SQUARED_RELU(1, 2, 0),
    SIGMOID(1, 2, 1),
    SILU(1, 3, 1),
    TANH(1, 0, 1),
    /** Tanh approximation (Hendrycks 2016). */
    GELU(1, 7, 1),
    SILU_MULTIPLY(2, 4, 1),
    GELU_MULTIPLY(2, 8, 1),
    /** x * multiplicative mask + shift of RWKV's token shift. */
    LERP(2, 3, 0),
    SOFT_CAP(1, 2, 1),
    SCALE(1, 1, 0),
    COPY(1, 0, 0),
    /** Maximum of the absolute values, divide, round. */
    QUANTIZE(1, 3, 0),
    DEQUANTIZE(1, 1, 0);

    private final int inputs;
    private final int vectorOperations;
    private final int specialOperations;

    Function(int inputs, int vectorOperations, int specialOperations) {
      this.inputs = inputs;
      this.vectorOperations = vectorOperations;
      this.specialOperations = specialOperations;
    }

    public int inputs() {
      return inputs;
    }

    public int vectorOperations() {
      return vectorOperations;
    }

    public int specialOperations() {
      return specialOperations;
    }
  }

  public Elementwise {
    positive("rows", rows);
    positive("columns", columns);
  }

  @Override
  public Work work() {
    double elements = (double) rows * columns;
    return Work.elementwise(
        function.vectorOperations() * elements,
        function.specialOperations() * elements,
        Bytes.activation(input.bytes(function.inputs() * elements)),
        Bytes.activation(output.bytes(elements)));
  }

  @Override
  public String kind() {
    return "elementwise";
  }

  @Override
  public String shape() {
    return rows + "x" + columns;
  }
}
