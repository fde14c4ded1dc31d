package ridgepoint.network;

import java.util.Arrays;
import java.util.List;
import ridgepoint.input.ShippedFiles;
import ridgepoint.input.YamlSection;

/** Reads the protocols a communication library has. */
public final class Protocols {
  private static final double MICROSECOND = 1e-6;

  private static final ShippedFiles FILES = new ShippedFiles("ridgepoint/network");

  private Protocols() {}

  /** Those of {@code protocols.yaml} beside this class, where their sources stand. */
  public static List<Protocol> standard() {
    YamlSection file = YamlSection.of(FILES.read("protocols.yaml"));
    return file.sections("protocols").stream().map(Protocols::protocol).toList();
  }

  private static Protocol protocol(YamlSection section) {
    List<String> ids = Arrays.stream(Algorithm.values()).map(Algorithm::id).toList();
    return new Protocol(
        section.text("name"),
        Algorithm.values()[ids.indexOf(section.word("algorithm", ids))],
        number(section, "startup_us") * MICROSECOND,
        number(section, "hop_factor"),
        number(section, "peer_factor"),
        number(section, "bandwidth_fraction"));
  }

  private static double number(YamlSection section, String key) {
    return section.number(key, 0, Double.MAX_VALUE);
  }
}
