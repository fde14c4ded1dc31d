package ridgepoint.validation.family;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.CausalConvolution;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Role;
import ridgepoint.operator.StateScan;

/**
 * Kernels of gated delta networks and Mamba-2: the convolution over time of keys, queries and
 * values, and the recurrence over a state per head, kept in fp32.
 */
final class LinearAttentionFamily implements Family {
  private static final String DTYPE = "bfloat16";
  private static final Format BF16 = Format.of(DataType.BF16);
  private static final Format FP32 = Format.of(DataType.FP32);

  /** Tokens of a chunk in flash-linear-attention. */
  private static final long CHUNK = 64;

  @Override
  public String name() {
    return "linear_attention";
  }

  @Override
  public List<String> columns() {
    return List.of(
        "op",
        "kernel",
        "phase",
        "batch",
        "seq",
        "d_conv",
        "k_heads",
        "k_dim",
        "v_heads",
        "v_dim",
        "latency_s");
  }

  @Override
  public String dtype(Row row) {
    return DTYPE;
  }

  @Override
  public String use(Row row) {
    return row.text("kernel");
  }

  @Override
  public List<Measured> measured(Row row, DeviceSpec device) {
    String kernel = row.text("kernel");
    List<Operator> kernels = new ArrayList<>();
    if (kernel.startsWith("causal_conv1d")) {
      kernels.add(convolution(row));
    } else {
      StateScan scan = scan(row);
      kernels.add(scan);
      // FlashInfer's kernel keeps everything on chip; the others are a row of Triton kernels.
      if (kernel.startsWith("chunk") && !kernel.endsWith("flashinfer")) {
        kernels.addAll(betweenChunks(scan));
      }
    }
    String shape = row.text("op") + " " + kernel + " " + kernels.get(0).shape();
    return List.of(
        Measured.latency(
            row,
            DTYPE,
            new Question.Kernels(shape, kernels, Conditions.timing(row.text("source")))));
  }

  private static long length(Row row) {
    return row.text("phase").equals("generation") ? 1 : row.size("seq");
  }

  /**
   * Channels are those of keys, queries and values together. The rows of gated delta networks of
   * TensorRT-LLM and SGLang take as long whatever the value heads: those of the keys alone.
   */
  private static CausalConvolution convolution(Row row) {
    long keys = (long) row.count("k_heads") * row.count("k_dim");
    boolean keysAlone = row.text("op").equals("gdn") && !row.text("backend").equals("vllm");
    long channels = keysAlone ? keys : 2 * keys + (long) row.count("v_heads") * row.count("v_dim");
    return new CausalConvolution(
        row.size("batch"), length(row), channels, row.count("d_conv"), BF16, BF16);
  }

  /**
   * What the chunked gated delta rule of flash-linear-attention (Yang et al. 2024, <a
   * href="https://arxiv.org/abs/2412.06464">2412.06464</a>, section 3.3) computes in kernels of
   * their own beside the scan, all through main memory: per chunk the products of its keys, the
   * inverse of their triangle, keys and values multiplied by it, and outputs from the states of
   * chunks and from the chunk itself.
   */
  private static List<Operator> betweenChunks(StateScan scan) {
    long chunk = Math.min(CHUNK, scan.length());
    long tokens = scan.batch() * scan.length() * scan.heads();
    long chunks = scan.batch() * scan.heads() * ((scan.length() + CHUNK - 1) / CHUNK);
    int key = scan.stateDim();
    int value = scan.headDim();
    return List.of(
        product(chunks, chunk, chunk, key, FP32),
        new Elementwise(Elementwise.Function.COPY, tokens, chunk, FP32, BF16),
        product(chunks, chunk, key + value, chunk, BF16),
        product(chunks, value, key, chunk, BF16),
        product(chunks, chunk, value, key + chunk, BF16));
  }

  private static Gemm product(long batches, long m, long n, long k, Format output) {
    return new Gemm(
        batches, m, n, k, BF16, BF16, output, Role.ACTIVATION, Role.ACTIVATION, DataType.BF16, 1);
  }

  private static StateScan scan(Row row) {
    int keyHeads = row.count("k_heads");
    int valueHeads = row.count("v_heads");
    if (valueHeads % keyHeads != 0) {
      throw new OutOfScope("value heads that key heads do not divide");
    }
    return new StateScan(
        StateScan.Type.MAMBA2,
        row.size("batch"),
        length(row),
        valueHeads,
        row.count("v_dim"),
        row.count("k_dim"),
        keyHeads,
        BF16,
        FP32);
  }
}
