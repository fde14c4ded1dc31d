package ridgepoint.validation.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.Operator;

/**
 * The two batched products around absorbed latent attention, one per head: queries into the latent
 * space before it, results out of it after. fp8 rows quantise the left operand first, except on
 * Blackwell, where TensorRT-LLM widens these weights once and multiplies in bf16.
 */
final class LatentProductFamily implements Family {
  private static final int LATENT = 512;
  private static final int HEAD = 128;
  private static final Format INDEX = Format.of(DataType.INT32);

  @Override
  public String name() {
    return "mla_bmm";
  }

  @Override
  public List<String> columns() {
    return List.of("op", "dtype", "tokens", "heads", "latency_s");
  }

  @Override
  public String dtype(Row row) {
    return row.text("dtype");
  }

  @Override
  public List<Measured> measured(Row row, DeviceSpec device) {
    boolean before =
        switch (row.text("op")) {
          case "mla_gen_pre" -> true;
          case "mla_gen_post" -> false;
          default -> throw row.wrong("op", "mla_gen_pre or mla_gen_post");
        };
    long tokens = row.size("tokens");
    long heads = row.size("heads");
    int inputs = before ? HEAD : LATENT;
    int outputs = before ? LATENT : HEAD;
    boolean widened =
        device.architecture() instanceof Architecture.Gpu gpu
            && gpu.generation().equals("blackwell");
    Precision precision = Precision.of(widened ? "bfloat16" : dtype(row));
    List<Operator> kernels = new ArrayList<>();
    if (precision.quantisesActivations()) {
      kernels.add(Quantisation.scale(tokens * heads, inputs));
      kernels.add(Quantisation.quantise(precision, tokens * heads, inputs));
    } else {
      // The smallest products take one shortest kernel longer than those of gemm.csv.
      kernels.add(new Elementwise(Elementwise.Function.COPY, 1, 1, INDEX, INDEX));
    }
    kernels.add(precision.batched(heads, tokens, inputs, outputs));
    return List.of(
        Measured.latency(
            row,
            dtype(row),
            new Question.Kernels(
                String.format(
                    Locale.ROOT, "%s %d*%dx%dx%d", row.text("op"), heads, tokens, outputs, inputs),
                kernels,
                Conditions.timing(row.text("source")))));
  }
}
