package ridgepoint.validation.family;

import java.util.Set;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.workload.Precision.Experts;

/** In which formats a served model is computed, by the columns of a row and its checkpoint. */
final class ServedPrecision {
  /** Its checkpoint has experts in MXFP4 and everything else in bf16, whatever a row says. */
  private static final String MXFP4_EXPERTS = "gpt-oss-120b";

  /** Checkpoints of mixture models in these types quantise their experts alone. */
  private static final Set<String> OF_EXPERTS = Set.of("nvfp4", "int4_wo");

  /** Their checkpoints in fp8 have a scale for every block of 128 by 128 weights. */
  private static final Set<String> BLOCK_SCALED =
      Set.of("deepseek-v3", "glm-5", "minimax-m2.5", "qwen3-235b-a22b", "qwen3.5-397b-a17b");

  private static final int BLOCK = 128;

  private static final Format WIDE = Format.of(DataType.BF16);

  private ServedPrecision() {}

  /** Types the device cannot multiply are widened; TensorRT-LLM's narrow models cache in fp8. */
  static ridgepoint.workload.Precision of(Row row, String model, DeviceSpec device) {
    boolean mxfp4 = model.equals(MXFP4_EXPERTS);
    Precision experts = mxfp4 ? mxfp4(device) : Precision.of(label(row, "moe_quant"));
    boolean expertsAlone = mxfp4 || OF_EXPERTS.contains(experts.label());
    Precision given = Precision.of(expertsAlone ? "bfloat16" : label(row, "gemm_quant"));
    boolean narrow = experts.weight().type().bits() < Short.SIZE;
    boolean narrowCache = narrow && cachesNarrow(row, model, device);
    return new ridgepoint.workload.Precision(
            weights(given, model),
            WIDE,
            narrowCache ? Format.of(DataType.FP8_E4M3) : WIDE,
            computed(given, device),
            DataType.BF16)
        .withHead(WIDE)
        .withExperts(new Experts(weights(experts, model), computed(experts, device)));
  }

  /**
   * vLLM was started with {@code --kv-cache-dtype fp8} on Blackwell and for Llama on the H200: they
   * hold sequences that caches in bf16 have no room for.
   */
  private static boolean cachesNarrow(Row row, String model, DeviceSpec device) {
    boolean vllm = row.text("backend").equals("vllm");
    boolean told =
        device.compute().matrixPeak().containsKey(DataType.FP4_E2M1)
            || (model.equals("llama-3.1-70b") && device.id().equals("h200-sxm"));
    return row.text("backend").equals("trtllm") || (vllm && told);
  }

  private static Format weights(Precision given, String model) {
    boolean fp8 = given.weight().type() == DataType.FP8_E4M3;
    return fp8 && BLOCK_SCALED.contains(model)
        ? new Format(DataType.FP8_E4M3, BLOCK, 0)
        : given.weight();
  }

  /** Where fp4 is multiplied, activations are fp8; elsewhere weights are widened. */
  private static Precision mxfp4(DeviceSpec device) {
    boolean multiplies = device.compute().matrixPeak().containsKey(DataType.FP4_E2M1);
    return Precision.of(multiplies ? "w4a8_mxfp4_mxfp8" : "w4a16_mxfp4");
  }

  private static String label(Row row, String column) {
    return row.text(column).isEmpty() ? "bfloat16" : row.text(column);
  }

  private static DataType computed(Precision given, DeviceSpec device) {
    return device.compute().matrixPeak().containsKey(given.compute())
        ? given.compute()
        : DataType.BF16;
  }
}
