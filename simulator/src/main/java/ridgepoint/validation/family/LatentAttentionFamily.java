package ridgepoint.validation.family;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Role;
import ridgepoint.operator.Rotary;

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
    // Rows of devices that do not multiply the type of the cache take as long as those of bf16.
    DataType cached = Precision.of(row.text("kv_dtype")).compute();
    boolean multiplies = device.compute().matrixPeak().containsKey(cached);
    DataType compute = multiplies ? cached : DataType.BF16;
    boolean latents = attendsToLatents(row, device);
    List<Operator> kernels =
        switch (row.text("phase")) {
          case "prefill" ->
              latents ? widened(row, row.size("seq"), compute) : prefill(row, compute);
          case "decode" -> latents ? widened(row, 1, compute) : List.of(absorbed(row, 1, compute));
          default -> throw row.wrong("phase", "prefill or decode");
        };
    return List.of(
        Measured.latency(
            row,
            dtype(row),
            new Question.Kernels(
                row.text("phase") + " " + kernels.get(0).shape(),
                kernels,
                Conditions.timing(row.text("source")))));
  }

  /**
   * Whether prompts attend to latents too, and in bf16: SGLang with FlashAttention-3 or Triton.
   * Where prompts are long its rows take the 1088 / 320 times as long that the wider heads have
   * more to multiply.
   */
  private static boolean attendsToLatents(Row row, DeviceSpec device) {
    return row.text("backend").equals("sglang")
        && device.architecture() instanceof Architecture.Gpu gpu
        && !gpu.generation().equals("blackwell");
  }

  /** Attention to latents, which are widened first when the cache has 8 bits. */
  private static List<Operator> widened(Row row, long queries, DataType cached) {
    List<Operator> kernels = new ArrayList<>();
    Attention attention = absorbed(row, queries, DataType.BF16);
    kernels.add(attention);
    if (cached.bits() < DataType.BF16.bits()) {
      kernels.add(
          new Elementwise(
              Elementwise.Function.DEQUANTIZE,
              attention.batch() * attention.keyLength(),
              attention.queryKeyDim(),
              Format.of(cached),
              Format.of(DataType.BF16)));
    }
    return kernels;
  }

  /**
   * The attention and what TensorRT-LLM runs before it: the rotary part of all queries and keys is
   * rotated, latents are written to the cache, and with a cache of 8 bits queries, keys and values
   * are all narrowed first.
   */
  private static List<Operator> prefill(Row row, DataType compute) {
    Attention attention = expanded(row, compute);
    if (!row.text("backend").equals("trtllm")) {
      return List.of(attention);
    }
    long tokens = attention.batch() * attention.queryLength();
    List<Operator> kernels = new ArrayList<>();
    kernels.add(attention);
    kernels.add(
        new Rotary(tokens, 2 * attention.heads(), row.count("rope_dim"), Format.of(DataType.BF16)));
    int latent = row.count("kv_lora_rank") + row.count("rope_dim");
    kernels.add(copy(Elementwise.Function.COPY, tokens, latent, DataType.BF16));
    if (compute.bits() < DataType.BF16.bits()) {
      int width = 2 * attention.queryKeyDim() + attention.valueDim();
      kernels.add(copy(Elementwise.Function.QUANTIZE, tokens * attention.heads(), width, compute));
    }
    return kernels;
  }

  private static Elementwise copy(
      Elementwise.Function function, long rows, long columns, DataType output) {
    return new Elementwise(function, rows, columns, Format.of(DataType.BF16), Format.of(output));
  }

  /** Full heads, of the type that is computed in. */
  private static Attention expanded(Row row, DataType compute) {
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
        Format.of(compute),
        Role.ACTIVATION,
        compute,
        Attention.Algorithm.FLASH);
  }

  /**
   * Heads attend to the latents, whose type is computed in.
   *
   * @param queries of a sequence: all of its prompt, or one after so many cached
   */
  private static Attention absorbed(Row row, long queries, DataType compute) {
    boolean prompt = row.text("phase").equals("prefill");
    return new Attention(
        row.size("batch"),
        queries,
        prompt ? queries : row.whole("seq", 0) + queries,
        row.count("heads"),
        1,
        row.count("kv_lora_rank") + row.count("rope_dim"),
        row.count("kv_lora_rank"),
        0,
        0,
        true,
        true,
        Format.of(DataType.BF16),
        Format.of(compute),
        Role.KV_CACHE,
        compute,
        prompt ? Attention.Algorithm.FLASH : Attention.Algorithm.FLASH_SPLIT_KV);
  }
}
