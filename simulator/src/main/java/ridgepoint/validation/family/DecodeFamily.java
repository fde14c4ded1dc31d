package ridgepoint.validation.family;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.number.DataType;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Operator;

/**
 * Attention of one new token per sequence to all cached ones and itself. TensorRT-LLM's rows
 * include the split, the rotation and the write to the cache, those of vLLM and SGLang the write.
 */
final class DecodeFamily implements Family {
  /** Heads to a key beyond which kernels are others. */
  private static final int NARROW_GROUP = 8;

  @Override
  public String name() {
    return "attention_decode";
  }

  @Override
  public List<String> columns() {
    return List.of(
        "batch",
        "kv_len",
        "heads",
        "kv_heads",
        "head_dim",
        "window",
        "kv_dtype",
        "latency_s",
        "flag");
  }

  @Override
  public String dtype(Row row) {
    return row.text("kv_dtype");
  }

  /** With whether heads share keys how wide they are and how many: kernels of their own. */
  @Override
  public String use(Row row) {
    return use(dtype(row), row.count("heads"), row.count("kv_heads"), row.count("head_dim"));
  }

  static String use(String cached, int heads, int kvHeads, int headDim) {
    return cached
        + (heads == kvHeads ? "/mha/d" : "/gqa/d")
        + headDim
        + (heads / kvHeads > NARROW_GROUP ? "/wide" : "");
  }

  @Override
  public List<Measured> measured(Row row, DeviceSpec device) {
    List<Operator> kernels =
        kernels(
            row.size("batch"),
            row.whole("kv_len", 0),
            row.count("heads"),
            row.count("kv_heads"),
            row.count("head_dim"),
            row.whole("window", 0),
            row.text("kv_dtype"),
            row.text("backend"));
    return List.of(
        Measured.latency(
            row,
            dtype(row),
            new Question.Kernels(
                kernels.get(0).shape(),
                PrefillFamily.measured(row, kernels),
                Conditions.timing(row.text("source")))));
  }

  static List<Operator> kernels(
      long batch,
      long cachedTokens,
      int heads,
      int kvHeads,
      int headDim,
      long window,
      String cached,
      String backend) {
    PrefillFamily.Attended attended =
        new PrefillFamily.Attended(batch, 1, cachedTokens + 1, heads, kvHeads, headDim, window);
    List<Operator> kernels = new ArrayList<>();
    kernels.add(
        attended.operator(
            DataType.BF16,
            Precision.of(cached).weight().type(),
            DataType.BF16,
            Attention.Algorithm.FLASH_SPLIT_KV));
    if (backend.equals("trtllm") && attended.fused(cached)) {
      kernels.add(attended.rotary(DataType.BF16));
    }
    kernels.addAll(attended.cacheWrite(backend, cached));
    return kernels;
  }
}
