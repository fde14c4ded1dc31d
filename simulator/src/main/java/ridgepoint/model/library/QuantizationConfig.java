package ridgepoint.model.library;

import java.util.List;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;

/**
 * The format that a {@code quantization_config} of config.json says linear layers are stored in.
 */
final class QuantizationConfig {
  private static final List<String> METHODS =
      List.of("awq", "gptq", "fp8", "bitsandbytes", "compressed-tensors", "mxfp4", "bitnet");

  /** bitsandbytes: 64 elements share a scale of 32 bits (Dettmers 2023, section 3). */
  private static final int NF4_BLOCK = 64;

  private static final int NF4_SCALE_BITS = 32;

  /** The same with the scales quantised to 8 bits in groups of 256, rounded up to whole bits. */
  private static final int NF4_DOUBLE_SCALE_BITS = 9;

  /** OCP microscaling: 32 elements share a scale of 8 bits. */
  private static final int MX_BLOCK = 32;

  private static final int MX_SCALE_BITS = 8;

  private QuantizationConfig() {}

  static Format format(ConfigFields fields) {
    String method = fields.text("quant_method", "");
    return switch (method) {
      case "awq" ->
          grouped(
              fields,
              fields.countOr("bits", fields.countOr("w_bit", 4)),
              group(fields, fields.has("group_size") ? "group_size" : "q_group_size"),
              fields.flag("zero_point", true));
      case "gptq" ->
          grouped(
              fields,
              fields.countOr("bits", 4),
              group(fields, "group_size"),
              !fields.flag("sym", true));
      case "fp8", "fbgemm_fp8" -> Format.of(DataType.FP8_E4M3);
      case "bitsandbytes" -> bitsAndBytes(fields);
      case "compressed-tensors" -> compressed(fields);
      // ternary weights, four to a byte (Ma 2024, arXiv 2402.17764)
      case "bitnet" -> Format.of(DataType.INT2);
      case "mxfp4" -> new Format(DataType.FP4_E2M1, MX_BLOCK, MX_SCALE_BITS);
      default ->
          throw fields.failure(
              "quantization_config.quant_method",
              "'%s' is not known; known: %s".formatted(method, String.join(", ", METHODS)));
    };
  }

  /** Elements that share a scale; 0 when a whole channel does, written as -1. */
  private static int group(ConfigFields fields, String key) {
    return fields.value(key).asInt(0) < 0 ? 0 : fields.countOr(key, 0);
  }

  private static Format grouped(ConfigFields fields, int bits, int group, boolean zeroPoint) {
    DataType type =
        DataType.parse("int" + bits)
            .orElseThrow(
                () ->
                    fields.failure(
                        "quantization_config.bits", bits + " bits are not one of 1 to 6 and 8"));
    return group == 0 ? Format.of(type) : Format.grouped(type, group, zeroPoint ? bits : 0);
  }

  private static Format bitsAndBytes(ConfigFields fields) {
    if (!fields.flag("load_in_4bit", false)) {
      return Format.of(DataType.INT8);
    }
    boolean isDouble = fields.flag("bnb_4bit_use_double_quant", false);
    return new Format(DataType.INT4, NF4_BLOCK, isDouble ? NF4_DOUBLE_SCALE_BITS : NF4_SCALE_BITS);
  }

  private static Format compressed(ConfigFields fields) {
    ConfigFields groups = fields.section("config_groups");
    ConfigFields weights = groups.section("group_0").section("weights");
    int bits = weights.count("num_bits");
    weights.refuseMissing("compressed-tensors");
    if (weights.text("type", "int").equals("float")) {
      return bits == 8
          ? Format.of(DataType.FP8_E4M3)
          : new Format(DataType.FP4_E2M1, Math.max(1, weights.countOr("group_size", 16)), 8);
    }
    return grouped(weights, bits, group(weights, "group_size"), !weights.flag("symmetric", true));
  }
}
