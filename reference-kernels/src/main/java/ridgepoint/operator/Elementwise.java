package ridgepoint.operator;

import static ridgepoint.operator.Shapes.positive;

import ridgepoint.number.Format;

/**
 * An element-wise function over [rows, columns].
 *
 * @param function what is computed; a gated function reads two inputs of [rows, columns]
 *     <p>Quantisation is symmetric. To and from plain types it has one fp32 scale per row, which is
 *     written or read besides; to and from grouped formats the scales are part of the format and of
 *     the conversion, which is no vector operation.
 * @param input format of every input; of the per-column mix of LERP and LERP_BY too
 * @param output format of the result; quantisation is a function whose output is narrower
 */
public record Elementwise(Function function, long rows, long columns, Format input, Format output)
    implements Operator {
  private static final double SCALE_BYTES = 4;

  /** Largest magnitude to scale: a factor, and a floor so that a row of zeros has a scale. */
  private static final double SCALE_OPERATIONS = 2;

  /** The functions models use, with inputs, vector operations and special functions per element. */
  public enum Function {
    ADD(2, 1, 0),
    MULTIPLY(2, 1, 0),
    RELU(1, 1, 0),
    SQUARED_RELU(1, 2, 0),
    /** Negate, exponential, add 1, reciprocal. */
    SIGMOID(1, 2, 2),
    /** Negate, exponential, add 1, divide. */
    SILU(1, 3, 1),
    TANH(1, 0, 1),
    /** Tanh approximation (Hendrycks 2016). */
    GELU(1, 7, 1),
    /** x/2 (1 + erf(x / sqrt 2)), the definition (Hendrycks 2016). */
    GELU_EXACT(1, 4, 1),
    SILU_MULTIPLY(2, 4, 1),
    GELU_MULTIPLY(2, 8, 1),
    GELU_EXACT_MULTIPLY(2, 5, 1),
    /** x + (y - x) * mix, the token shift of RWKV; the mix is a weight per column. */
    LERP(2, 3, 0),
    /**
     * x + (y - x) (m + mix) with m a third input: the data-dependent token shift of RWKV-6 (Peng
     * 2024, section 4.1).
     */
    LERP_BY(3, 4, 0),
    /** -exp(x), the logarithm of RWKV-6's decay. */
    NEGATED_EXPONENTIAL(1, 1, 1),
    /** -log(1 + exp(x)), the logarithm of Mamba-2's decay for unit rates. */
    NEGATED_SOFTPLUS(1, 2, 2),
    SOFT_CAP(1, 2, 1),
    SCALE(1, 1, 0),
    COPY(1, 0, 0),
    /** Absolute value, maximum, divide by the row's scale; rounding is part of the conversion. */
    QUANTIZE(1, 3, 0),
    /** Multiply by the row's scale. */
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

  /** Whether scales are tensors of their own, one per row. */
  public boolean hasRowScales() {
    return (function == Function.QUANTIZE && !output.isGrouped())
        || (function == Function.DEQUANTIZE && !input.isGrouped());
  }

  /** Whether there is a weight per column. */
  public boolean hasMix() {
    return function == Function.LERP || function == Function.LERP_BY;
  }

  private boolean convertsGroups() {
    return !hasRowScales() && (function == Function.QUANTIZE || function == Function.DEQUANTIZE);
  }

  @Override
  public Work work() {
    double elements = (double) rows * columns;
    double scales = hasRowScales() ? rows : 0;
    double mixes = hasMix() ? columns : 0;
    Bytes read = Bytes.activation(input.bytes(function.inputs() * elements));
    Bytes written = Bytes.activation(output.bytes(elements));
    Bytes scaleBytes = Bytes.activation(scales * SCALE_BYTES);
    boolean quantises = function == Function.QUANTIZE;
    return Work.elementwise(
        convertsGroups()
            ? 0
            : function.vectorOperations() * elements + (quantises ? SCALE_OPERATIONS * scales : 0),
        function.specialOperations() * elements,
        read.plus(Bytes.weight(input.bytes(mixes))).plus(quantises ? Bytes.ZERO : scaleBytes),
        quantises ? written.plus(scaleBytes) : written);
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
