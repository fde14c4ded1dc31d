package ridgepoint.validation;

import java.util.List;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Role;

/**
 * The core of multi-head latent attention (DeepSeek-V2), without projections: prompts expand the
 * latent to full heads; decoding attends to the latent itself, which is key and value at once.
 */
final class LatentAttentionFamily implements Family {
  @Override
  public String name() {
    return "mla";
  }

  @Override
  public List<String> columns() {
    return List.of(
        "phase",
        "batch",
        "seq",
        "heads",
        "kv_lora_rank",
        "rope_dim",
        "nope_dim",
        "v_dim",
        "kv_dtype",
        "latency_s");
  }

  @Override
  public String dtype(Row row) {
    return row.text("kv_dtype");
  }

  @Override
  public String use(Row row) {
    return row.text("phase") + "/" + dtype(row);
  }

  @Override
  public List<Measured> measured(Row row, DeviceSpec device) {
    Attention attention =
        switch (row.text("phase")) {
          case "prefill" -> prefill(row);
          case "decode" -> decode(row, device);
          default -> throw row.wrong("phase", "prefill or decode");
        };
    Question.Kernels kernels =
        Question.Kernels.inGraph(attention)
            .named(row.text("phase") + " " + attention.shape())
            .timed(Conditions.timing(row.text("source")));
    return List.of(Measured.latency(row, dtype(row), kernels));
  }

  private static Attention prefill(Row row) {
    int heads = row.count("heads");
    return new Attention(
        row.size("batch"),
        row.size("seq"),
        row.size("seq"),
        heads,
        heads,
        row.count("nope_dim") + row.count("rope_dim"),
        row.count("v_dim"),
        0,
        0,
        true,
        false,
        Format.of(DataType.BF16),
        Format.of(DataType.BF16),
        Role.ACTIVATION,
        DataType.BF16,
        Attention.Algorithm.FLASH);
  }

  /** Where the device multiplies the cache's type it does so, and else widens it. */
  private static Attention decode(Row row, DeviceSpec device) {
    Precision cached = Precision.of(row.text("kv_dtype"));
    boolean multiplies = device.compute().matrixPeak().containsKey(cached.compute());
    return new Attention(
        row.size("batch"),
        1,
        row.whole("seq", 0) + 1,
        row.count("heads"),
        1,
        row.count("kv_lora_rank") + row.count("rope_dim"),
        row.count("kv_lora_rank"),
        0,
        0,
        true,
        true,
        Format.of(DataType.BF16),
        cached.weight(),
        Role.KV_CACHE,
        multiplies ? cached.compute() : DataType.BF16,
        Attention.Algorithm.FLASH_SPLIT_KV);
  }
}
