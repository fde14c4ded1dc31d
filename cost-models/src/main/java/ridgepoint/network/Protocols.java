package ridgepoint.network;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import ridgepoint.hardware.SystemSpec.Topology;
import ridgepoint.input.ShippedFiles;
import ridgepoint.input.YamlNode;
import ridgepoint.input.YamlSection;

/**
 * The protocols that communication libraries have.
 *
 * @param startupSeconds of a level that does not state its own
 */
public record Protocols(double startupSeconds, List<Protocol> all) {
  private static final double MICROSECOND = 1e-6;
  private static final ShippedFiles FILES = new ShippedFiles("ridgepoint/network");

  public Protocols {
    all = List.copyOf(all);
  }

  /** Those of {@code protocols.yaml} beside this class, where their sources stand. */
  public static Protocols shipped() {
    return of(shippedDescription());
  }

  /** What {@link #shipped} reads, for those who change numbers in it. */
  public static YamlNode.Mapping shippedDescription() {
    return FILES.read("protocols.yaml");
  }

  /** Those of a description like the shipped one. */
  public static Protocols of(YamlNode.Mapping description) {
    YamlSection file = YamlSection.of(description).only("startup_us", "protocols");
    return new Protocols(
        number(file, "startup_us") * MICROSECOND,
        file.sections("protocols").stream().map(Protocols::protocol).toList());
  }

  /** What an engine has that takes the fastest of NCCL's and TensorRT-LLM's kernels. */
  public static Protocols standard() {
    return shipped().of(List.of("nccl", "tensorrt-llm"));
  }

  /**
   * Those of some libraries.
   *
   * @throws IllegalArgumentException when one of them is not known
   */
  public Protocols of(Collection<String> libraries) {
    List<String> known = all.stream().map(Protocol::library).distinct().toList();
    for (String library : libraries) {
      if (!known.contains(library)) {
        throw new IllegalArgumentException(
            "communication library '%s' is not one of %s"
                .formatted(library, String.join(", ", known)));
      }
    }
    return new Protocols(
        startupSeconds, all.stream().filter(each -> libraries.contains(each.library())).toList());
  }

  private static Protocol protocol(YamlSection section) {
    section.only(
        "library",
        "name",
        "algorithm",
        "topologies",
        "startup",
        "hop",
        "peer",
        "fraction",
        "own_share",
        "share_us",
        "share_startup_us",
        "given",
        "bytes_in_flight");
    List<String> ids = Arrays.stream(Algorithm.values()).map(Algorithm::id).toList();
    return new Protocol(
        section.text("name"),
        section.text("library"),
        Algorithm.values()[ids.indexOf(section.word("algorithm", ids))],
        Set.copyOf(section.constants("topologies", Topology.class)),
        number(section, "startup"),
        number(section, "hop"),
        number(section, "peer"),
        number(section, "fraction"),
        section.number("own_share", 0, 10, 0),
        selection(section),
        section.number("bytes_in_flight", 1, Double.MAX_VALUE, Double.POSITIVE_INFINITY));
  }

  private static Protocol.Selection selection(YamlSection section) {
    return section.has("share_us")
        ? new Protocol.Selection(
            number(section, "share_us") * MICROSECOND,
            number(section, "share_startup_us") * MICROSECOND)
        : Protocol.Selection.ALWAYS;
  }

  private static double number(YamlSection section, String key) {
    return section.number(key, 0, Double.MAX_VALUE);
  }
}
