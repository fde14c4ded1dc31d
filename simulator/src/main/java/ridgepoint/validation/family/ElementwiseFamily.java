package ridgepoint.validation.family;

import java.util.List;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.Embedding;
import ridgepoint.operator.Norm;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Rotary;
import ridgepoint.operator.Softmax;

/** Kernels over rows: norms, activations, residual additions, rotary embedding, quantisation. */
final class ElementwiseFamily implements Family {
  /** Rows are gathered one by one, so how many there are to choose from moves no bytes. */
  private static final long VOCABULARY = 32_000;

  private static final int HEAD_DIM = 128;
  private static final Format FP8 = Format.of(DataType.FP8_E4M3);

  @Override
  public String name() {
    return "elementwise";
  }

  @Override
  public List<String> columns() {
    return List.of("op", "dtype", "tokens", "width", "latency_s");
  }

  @Override
  public String dtype(Row row) {
    return row.text("dtype");
  }

  @Override
  public String use(Row row) {
    return row.text("op");
  }

  @Override
  public List<Measured> measured(Row row, DeviceSpec device) {
    String name = row.text("op");
    long tokens = row.size("tokens");
    long width = row.size("width");
    Question.Kernels kernels =
        new Question.Kernels(
            "%s %dx%d".formatted(name, tokens, width),
            operators(row.text("backend"), name, tokens, width, format(dtype(row))),
            Conditions.timing(row.text("source")),
            Conditions.activations(row.text("source"), name));
    return List.of(Measured.latency(row, dtype(row), kernels));
  }

  /** What a row's name stands for; the activation module of the models of PyTorch is gated. */
  private static List<Operator> operators(
      String backend, String name, long tokens, long width, Format format) {
    Operator first = operator(name, tokens, width, format);
    return backend.equals("hf") && name.equals("silu")
        ? List.of(first, rows(Elementwise.Function.MULTIPLY, tokens, width, format, format))
        : List.of(first);
  }

  /** Activations that are quantised arrive as 16 bits. */
  private static Format format(String dtype) {
    return dtype.equals("fp8") ? Format.of(DataType.BF16) : Precision.of(dtype).activation();
  }

  static Operator operator(String name, long tokens, long width, Format format) {
    return switch (name) {
      case "rms_norm" -> new Norm(Norm.Type.RMS, tokens, width, false, format, format);
      case "layer_norm" -> new Norm(Norm.Type.LAYER, tokens, width, false, format, format);
      case "add_rms_norm" -> new Norm(Norm.Type.RMS, tokens, width, true, format, format);
      case "qk_rms_norm" ->
          new Norm(Norm.Type.RMS, tokens * (width / HEAD_DIM), HEAD_DIM, false, format, format);
      case "silu" -> rows(Elementwise.Function.SILU, tokens, width, format, format);
      case "gelu" -> rows(Elementwise.Function.GELU, tokens, width, format, format);
      case "silu_mul" -> rows(Elementwise.Function.SILU_MULTIPLY, tokens, width, format, format);
      case "residual_add" -> rows(Elementwise.Function.ADD, tokens, width, format, format);
      case "rope" -> rotary(tokens, width, format);
      case "softmax" -> new Softmax(tokens, width, format);
      case "embedding" -> new Embedding(tokens, VOCABULARY, width, format, format);
      case "fp8_quant_static" -> rows(Elementwise.Function.SCALE, tokens, width, format, FP8);
      // The dynamic kernels less the static one: what is left is finding the scale.
      case "fp8_scale_compute" -> Quantisation.scale(tokens, width);
      default -> throw new OutOfScope("operation '" + name + "' is not known");
    };
  }

  private static Operator rows(
      Elementwise.Function function, long tokens, long width, Format input, Format output) {
    return new Elementwise(function, tokens, width, input, output);
  }

  /** Heads of 128, the usual size; a width that has none is taken as one head. */
  private static Operator rotary(long tokens, long width, Format format) {
    int dim = (int) (width % HEAD_DIM == 0 ? HEAD_DIM : width);
    return new Rotary(tokens, (int) (width / dim), dim, format);
  }
}
