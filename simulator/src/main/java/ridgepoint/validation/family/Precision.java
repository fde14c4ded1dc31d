package ridgepoint.validation.family;

import ridgepoint.hardware.DeviceSpec;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.GroupedGemm;
import ridgepoint.operator.Role;

/**
 * What a data-type label of the measurements stores and computes in.
 *
 * @param activation of the left operand as the product reads it
 * @param result of the product
 */
record Precision(String label, Format activation, Format weight, Format result, DataType compute) {
  private static final int BLOCK = 128;
  private static final int FP32_SCALE_BITS = 32;
  private static final int NVFP4_BLOCK = 16;
  private static final int MXFP4_BLOCK = 32;
  private static final int SCALE_BYTE = 8;

  /**
   * Reads a label.
   *
   * @throws Family.OutOfScope when there is no such label
   */
  static Precision of(String label) {
    Format bf16 = Format.of(DataType.BF16);
    Format fp8 = Format.of(DataType.FP8_E4M3);
    Format fp8Rows = new Format(DataType.FP8_E4M3, BLOCK, FP32_SCALE_BITS);
    Format nvfp4 = new Format(DataType.FP4_E2M1, NVFP4_BLOCK, SCALE_BYTE);
    Format mxfp4 = new Format(DataType.FP4_E2M1, MXFP4_BLOCK, SCALE_BYTE);
    Format int8 = Format.of(DataType.INT8);
    return switch (label) {
      case "bfloat16" -> new Precision(label, bf16, bf16, bf16, DataType.BF16);
      case "float16", "half" -> {
        Format fp16 = Format.of(DataType.FP16);
        yield new Precision(label, fp16, fp16, fp16, DataType.FP16);
      }
      case "fp8" -> new Precision(label, fp8, fp8, bf16, DataType.FP8_E4M3);
      case "fp8_block" -> new Precision(label, fp8Rows, fp8, bf16, DataType.FP8_E4M3);
      case "nvfp4" -> new Precision(label, nvfp4, nvfp4, bf16, DataType.FP4_E2M1);
      case "int8_wo" -> new Precision(label, bf16, int8, bf16, DataType.BF16);
      case "int4_wo" ->
          new Precision(label, bf16, Format.grouped(DataType.INT4, BLOCK, 0), bf16, DataType.BF16);
      case "sq" -> new Precision(label, int8, int8, bf16, DataType.INT8);
      case "w4a16_mxfp4" -> new Precision(label, bf16, mxfp4, bf16, DataType.BF16);
      case "w4a8_mxfp4_mxfp8" ->
          new Precision(
              label,
              new Format(DataType.FP8_E4M3, MXFP4_BLOCK, SCALE_BYTE),
              mxfp4,
              bf16,
              DataType.FP8_E4M3);
      default -> throw new Family.OutOfScope("data type '" + label + "' is not known");
    };
  }

  /**
   * What software runs in its place on a device without such products: weights alone are narrow,
   * widened on their way to the units. vLLM does so with Marlin's kernels on Ampere and oneDNN's on
   * Xe2 (vllm-project/vllm, docs/features/quantization; vllm-project/vllm-xpu-kernels, pull request
   * 227).
   */
  Precision on(DeviceSpec device) {
    boolean multiplies = device.compute().productRate(compute).isPresent();
    return multiplies ? this : new Precision(label, result, weight, result, result.type());
  }

  /** Whether activations arrive wider than the product reads them. */
  boolean quantisesActivations() {
    return activation.type().bits() < result.type().bits();
  }

  /** Whether one scale holds for a block of weights and, of activations, for a part of a row. */
  boolean scaledByBlock() {
    return label.equals("fp8_block");
  }

  Gemm linear(long tokens, long inputs, long outputs) {
    return batched(1, tokens, inputs, outputs);
  }

  Gemm batched(long batches, long tokens, long inputs, long outputs) {
    return new Gemm(
        batches,
        tokens,
        outputs,
        inputs,
        activation,
        weight,
        result,
        Role.WEIGHT,
        Role.ACTIVATION,
        compute,
        1);
  }

  GroupedGemm experts(int local, double active, double rows, long inputs, long outputs) {
    return new GroupedGemm(
        Math.max(local, active),
        active,
        rows,
        outputs,
        inputs,
        activation,
        weight,
        result,
        compute);
  }
}
