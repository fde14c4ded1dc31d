package ridgepoint.software;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ridgepoint.input.YamlSection;

/** Reads a software stack; every failure names file, line and key. */
final class StackReader {
  private static final double LONGEST_SECONDS = 10;
  private static final long MOST_TOKENS = 1L << 24;

  private StackReader() {}

  /**
   * @param newer the stack that the file describes an older release of: what the file leaves out is
   *     as there
   */
  static SoftwareStack read(YamlSection file, Optional<SoftwareStack> newer) {
    file.only(
        "schema",
        "id",
        "name",
        "kernels",
        "release_of",
        "kernels_of",
        "versions",
        "backends",
        "fusion",
        "host",
        "batching",
        "parameters",
        "generations",
        "small_kernels",
        "host_seconds",
        "all_expert_rows");
    file.word("schema", List.of("ridgepoint.stack/1"));
    Map<String, Map<String, Double>> generations = new LinkedHashMap<>();
    file.optionalSection("generations")
        .ifPresent(
            all -> all.sections().forEach((name, own) -> generations.put(name, values(own))));
    Map<String, Integer> small =
        new LinkedHashMap<>(newer.map(SoftwareStack::smallKernels).orElse(Map.of()));
    file.optionalSection("small_kernels")
        .ifPresent(all -> all.keys().forEach(use -> small.put(use, all.count(use, 0, 1000))));
    Map<String, Double> calls =
        new LinkedHashMap<>(newer.map(SoftwareStack::hostSeconds).orElse(Map.of()));
    file.optionalSection("host_seconds")
        .ifPresent(all -> all.keys().forEach(each -> calls.put(each, all.number(each, 0, 1))));
    Map<String, List<String>> allRows =
        file.optionalSection("all_expert_rows")
            .map(StackReader::texts)
            .orElse(newer.map(SoftwareStack::allExpertRows).orElse(Map.of()));
    return new SoftwareStack(
        file.text("id"),
        file.text("name"),
        file.optionalText("kernels").orElse(file.text("id")),
        file.texts("backends"),
        file.optionalSection("versions").map(StackReader::versions),
        file.optionalSection("parameters").map(StackReader::values).orElse(Map.of()),
        generations,
        small,
        calls,
        allRows,
        file.optionalSection("fusion")
            .map(StackReader::fusion)
            .orElse(newer.map(SoftwareStack::fusion).orElse(Fusion.OF_MODEL)),
        file.optionalSection("host")
            .map(StackReader::host)
            .orElse(newer.map(SoftwareStack::host).orElse(Host.NONE)),
        file.optionalSection("batching")
            .map(StackReader::batching)
            .orElse(newer.map(SoftwareStack::batching).orElse(Batching.UNLIMITED)));
  }

  private static Map<String, List<String>> texts(YamlSection section) {
    Map<String, List<String>> texts = new LinkedHashMap<>();
    section.keys().forEach(key -> texts.put(key, section.texts(key)));
    return texts;
  }

  private static VersionRange versions(YamlSection section) {
    section.only("from", "before");
    return new VersionRange(new Version(section.text("from")), new Version(section.text("before")));
  }

  private static Fusion fusion(YamlSection section) {
    section.only(
        "qkv_projection",
        "gate_up_projection",
        "rotary",
        "cache_write",
        "residual_add",
        "gated_activation",
        "quantisation",
        "source");
    section.text("source");
    return new Fusion(
        section.flag("qkv_projection"),
        section.flag("gate_up_projection"),
        section.flag("rotary"),
        section.flag("cache_write"),
        section.flag("residual_add"),
        section.flag("gated_activation"),
        section.flag("quantisation"));
  }

  private static Host host(YamlSection section) {
    section.only(
        "step_seconds",
        "sequence_seconds",
        "kernel_seconds",
        "graph_tokens",
        "overlapped",
        "request_seconds",
        "source");
    section.text("source");
    return new Host(
        section.number("step_seconds", 0, LONGEST_SECONDS),
        section.number("sequence_seconds", 0, LONGEST_SECONDS),
        section.number("kernel_seconds", 0, LONGEST_SECONDS),
        section.count("graph_tokens", 0, MOST_TOKENS),
        section.flag("overlapped"),
        section.number("request_seconds", 0, LONGEST_SECONDS));
  }

  private static Batching batching(YamlSection section) {
    section.only(
        "tokens_per_step",
        "sequences",
        "memory_fraction",
        "reserving",
        "prefill_first",
        "chunked",
        "source");
    section.text("source");
    return new Batching(
        section.count("tokens_per_step", 1, MOST_TOKENS),
        section.count("sequences", 1, MOST_TOKENS),
        section.number("memory_fraction", 0, 1),
        section.flag("reserving"),
        section.flag("prefill_first"),
        section.flag("chunked"));
  }

  /** Every entry is {@code path: {value, source}}. */
  private static Map<String, Double> values(YamlSection entries) {
    Map<String, Double> values = new LinkedHashMap<>();
    entries
        .sections()
        .forEach(
            (path, entry) -> {
              entry.only("value", "source");
              entry.text("source");
              values.put(path, entry.number("value", -Double.MAX_VALUE, Double.MAX_VALUE));
            });
    return values;
  }
}
