package ridgepoint.fidelity;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How closely a device is modelled. */
public enum Fidelity {
  /** Compulsory work at peak rates. */
  ROOFLINE,
  /** Tiles, waves and memory levels in closed form. */
  PIPELINE,
  /** Events on units, buffers and memory. */
  CYCLE;

  /** The name on the command line: {@code pipeline}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Fidelity> parse(String text) {
    return Arrays.stream(values()).filter(value -> value.id().equals(text.strip())).findFirst();
  }

  /** All names. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(Fidelity::id).toList();
  }
}
