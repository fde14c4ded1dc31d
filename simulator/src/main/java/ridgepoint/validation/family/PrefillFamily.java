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
 * Causal attention of whole prompts. TensorRT-LLM's rows include the kernel that splits the
 * projection into Q, K and V, rotates and writes the cache; those of vLLM and SGLang the copy into
 * the cache, and of the queries to fp8 where the cache is; profiled rows are the attention kernel.
 */
final class PrefillFamily implements Family {
  private static final int GEMMA_GLOBAL_DIM = 512;
  private static final int GEMMA_WINDOW = 1024;

  /** Source whose rows are single kernels of a profile. */
  private static final String PROFILED = "lss";

  @Override
  public String name() {
    return "attention_prefill";
  }

  @Override
  public List<String> columns() {
    return List.of(
        "batch",
        "seq",
        "prefix",
        "heads",
        "kv_heads",
        "head_dim",
        "window",
        "dtype",
        "kv_dtype",
        "latency_s",
        "flag");
  }

  @Override
  public String dtype(Row row) {
    return row.text("dtype") + "/" + row.text("kv_dtype");
  }

  /** With how wide heads are, which are kernels of their own. */
  @Override
  public String use(Row row) {
    return dtype(row) + "/d" + row.count("head_dim");
  }

  @Override
  public List<Measured> measured(Row row, DeviceSpec device) {
    Attended attended =
        new Attended(
            row.size("batch"),
            row.size("seq"),
            row.size("seq") + row.whole("prefix", 0),
            row.count("heads"),
            row.count("kv_heads"),
            row.count("head_dim"),
            row.whole("window", 0));
    List<Operator> kernels =
        kernels(attended, row.text("backend"), row.text("dtype"), row.text("kv_dtype"), device);
    return List.of(
        Measured.latency(
            row,
            dtype(row),
            new Question.Kernels(
                kernels.get(0).shape(),
                measured(row, kernels),
                Conditions.timing(row.text("source")))));
  }

  /** Attention alone in rows of a profile, and else all kernels. */
  static List<Operator> measured(Row row, List<Operator> kernels) {
    return row.text("source").equals(PROFILED) ? kernels.subList(0, 1) : kernels;
  }

  /** The sizes of an attention over a cache. */
  record Attended(
      long batch, long queries, long keys, int heads, int kvHeads, int headDim, long window) {
    Attention operator(
        DataType type, DataType cached, DataType compute, Attention.Algorithm algorithm) {
      return new Attention(
          batch,
          queries,
          keys,
          heads,
          kvHeads,
          headDim,
          headDim,
          window,
          0,
          true,
          false,
          Format.of(type),
          Format.of(cached),
          Role.KV_CACHE,
          compute,
          algorithm);
    }

    /**
     * Whether TensorRT-LLM's rows include what comes before attention. Those of Gemma's shapes over
     * a 16-bit cache do not: they are measured to be faster by just that.
     */
    boolean fused(String cached) {
      boolean gemma = headDim == GEMMA_GLOBAL_DIM || window == GEMMA_WINDOW;
      return !(gemma && cached.equals("bfloat16"));
    }

    /** Q, K and V of the new tokens read, rotated and written, by one kernel. */
    Rotary rotary(DataType type) {
      return new Rotary(batch * queries, heads + 2 * kvHeads, headDim, Format.of(type));
    }

    /** The copy of new keys and values into the cache, and the queries converted as they were. */
    List<Operator> cacheWrite(String backend, String cached) {
      if (!backend.equals("vllm") && !backend.equals("sglang")) {
        return List.of();
      }
      Format from = Format.of(DataType.BF16);
      Format to = Format.of(Precision.of(cached).weight().type());
      long tokens = batch * queries;
      Operator write =
          new Elementwise(Elementwise.Function.COPY, tokens, 2L * kvHeads * headDim, from, to);
      return to.equals(from)
          ? List.of(write)
          : List.of(
              write,
              new Elementwise(
                  Elementwise.Function.QUANTIZE, tokens, (long) heads * headDim, from, to));
    }
  }

  static List<Operator> kernels(
      Attended attended, String backend, String dtype, String cached, DeviceSpec device) {
    return kernels(attended, backend, cached, compute(backend, dtype, cached, device));
  }

  /** The same of kernels that compute in a known type. */
  static List<Operator> kernels(
      Attended attended, String backend, String cached, DataType compute) {
    DataType type = compute == DataType.FP16 ? DataType.FP16 : DataType.BF16;
    List<Operator> kernels = new ArrayList<>();
    kernels.add(
        attended.operator(
            type, Precision.of(cached).weight().type(), compute, algorithm(attended, backend)));
    if (backend.equals("trtllm") && attended.fused(cached)) {
      kernels.add(attended.rotary(type));
    }
    kernels.addAll(attended.cacheWrite(backend, cached));
    return kernels;
  }

  /** vLLM treats prompts of one token as decode steps: heads that share keys are stacked. */
  private static Attention.Algorithm algorithm(Attended attended, String backend) {
    return backend.equals("vllm") && attended.queries() == 1
        ? Attention.Algorithm.FLASH_SPLIT_KV
        : Attention.Algorithm.FLASH;
  }

  /**
   * TensorRT-LLM's kernels for Hopper and Blackwell, which vLLM runs on Blackwell, compute in fp8
   * whenever the cache is fp8. On Hopper vLLM runs FlashAttention 3 over the paged cache, whose
   * kernels of fp8 take queries of fp8 as well; they transpose values on the way to the matrix
   * units, which wide heads feel most (heads of 64 take 0.95 of the time over a bf16 cache, of 256
   * elements 1.7).
   */
  private static DataType compute(String backend, String dtype, String cached, DeviceSpec device) {
    String generation =
        device.architecture() instanceof Architecture.Gpu gpu ? gpu.generation() : "";
    boolean narrow =
        cached.equals("fp8")
            && switch (backend) {
              case "trtllm", "vllm" ->
                  generation.equals("blackwell") || generation.equals("hopper");
              default -> false;
            };
    return Precision.of(narrow ? cached : dtype).compute();
  }
}
