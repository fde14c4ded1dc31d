package ridgepoint.technique;

import java.util.Arrays;
import java.util.List;
import ridgepoint.input.YamlSection;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.workload.KernelChoices.AttentionKernel;
import ridgepoint.workload.Placement;
import ridgepoint.workload.Speculation;

/** Reads one primitive change: a mapping of one key, the primitive's name. */
final class ChangeReader {
  private static final String WEIGHT_FORMAT = "weight_format";
  private static final String WEIGHT_SPARSITY = "weight_sparsity";
  private static final String ACTIVATION_FORMAT = "activation_format";
  private static final String COMPUTE_TYPE = "compute_type";
  private static final String KV_CACHE_FORMAT = "kv_cache_format";
  private static final String ATTENTION_COMPUTE_TYPE = "attention_compute_type";
  private static final String ATTENTION_KERNEL = "attention_kernel";
  private static final String ATTENTION_SPAN = "attention_span";
  private static final String PLACEMENT = "placement";
  private static final String SPECULATE = "speculate";

  /** Tokens beyond any context there is: a slip. */
  private static final long MOST_TOKENS = 1L << 40;

  private ChangeReader() {}

  static Change read(YamlSection section) {
    section.only(
        WEIGHT_FORMAT,
        WEIGHT_SPARSITY,
        ACTIVATION_FORMAT,
        COMPUTE_TYPE,
        KV_CACHE_FORMAT,
        ATTENTION_COMPUTE_TYPE,
        ATTENTION_KERNEL,
        ATTENTION_SPAN,
        PLACEMENT,
        SPECULATE);
    if (section.keys().size() != 1) {
      throw section.failure(
          section.keys().isEmpty() ? "" : section.keys().get(1), "one change per item is wanted");
    }
    String primitive = section.keys().get(0);
    return switch (primitive) {
      case WEIGHT_FORMAT -> new Change.WeightFormat(format(section.section(primitive)));
      case WEIGHT_SPARSITY ->
          new Change.WeightSparsity(
              section.section(primitive).only("density").number("density", 1e-3, 1));
      case ACTIVATION_FORMAT -> new Change.ActivationFormat(format(section.section(primitive)));
      case COMPUTE_TYPE -> new Change.ComputeType(type(section.section(primitive).only("type")));
      case KV_CACHE_FORMAT -> new Change.KvCacheFormat(format(section.section(primitive)));
      case ATTENTION_COMPUTE_TYPE ->
          new Change.AttentionComputeType(type(section.section(primitive).only("type")));
      case ATTENTION_KERNEL ->
          new Change.AttentionBy(section.constant(primitive, AttentionKernel.class));
      case ATTENTION_SPAN -> span(section.section(primitive).only("window", "sink_tokens"));
      case PLACEMENT -> new Change.Place(placement(section.section(primitive)));
      default -> new Change.Speculate(speculation(section.section(primitive)));
    };
  }

  private static Format format(YamlSection section) {
    section.only("type", "group", "zero_point_bits");
    DataType type = type(section);
    if (!section.has("group")) {
      return Format.of(type);
    }
    return Format.grouped(
        type, section.count("group", 1, 1 << 20), section.count("zero_point_bits", 0, 1 << 16, 0));
  }

  private static DataType type(YamlSection section) {
    List<String> names = Arrays.stream(DataType.values()).map(DataType::id).toList();
    return DataType.values()[names.indexOf(section.word("type", names))];
  }

  private static Change span(YamlSection section) {
    return new Change.AttentionSpan(
        section.count("window", 1, MOST_TOKENS), section.count("sink_tokens", 0, MOST_TOKENS));
  }

  private static Placement placement(YamlSection section) {
    section.only(
        "weights_device",
        "weights_host",
        "cache_device",
        "cache_host",
        "overlap",
        "device_batches");
    return new Placement(
        split(section, "weights_device", "weights_host"),
        split(section, "cache_device", "cache_host"),
        section.flag("overlap"),
        section.count("device_batches", 1, 1 << 20));
  }

  private static Placement.Split split(YamlSection section, String device, String host) {
    double onDevice = section.number(device, 0, 1);
    double inHost = section.number(host, 0, 1 - onDevice);
    return new Placement.Split(onDevice, inHost, Math.max(0, 1 - onDevice - inHost));
  }

  private static Speculation speculation(YamlSection section) {
    section.only("draft", "length", "acceptance");
    return new Speculation(
        section.text("draft"),
        section.count("length", 1, 1024),
        section.number("acceptance", 0, 1));
  }
}
