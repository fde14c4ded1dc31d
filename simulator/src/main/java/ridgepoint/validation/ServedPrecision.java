package ridgepoint.validation;

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

  private static final Format WIDE = Format.of(DataType.BF16);

  private ServedPrecision() {}

  /** Types the device cannot multiply are widened; TensorRT-LLM's narrow models cache in fp8. */
  static ridgepoint.workload.Precision of(Row row, String model, DeviceSpec device) {
    boolean mxfp4 = model.equals(MXFP4_EXPERTS);
    Precision experts = mxfp4 ? mxfp4(device) : Precision.of(label(row, "moe_quant"));
    boolean expertsAlone = mxfp4 || OF_EXPERTS.contains(experts.label());
    Precision given = Precision.of(expertsAlone ? "bfloat16" : label(row, "gemm_quant"));
    boolean narrow = experts.weight().type().bits() < Short.SIZE;
    boolean narrowCache = row.text("backend").equals("trtllm") && narrow;
    return new ridgepoint.workload.Precision(
            given.weight(),
            WIDE,
            narrowCache ? Format.of(DataType.FP8_E4M3) : WIDE,
            computed(given, device),
            DataType.BF16)
        .withExperts(new Experts(experts.weight(), computed(experts, device)));
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
