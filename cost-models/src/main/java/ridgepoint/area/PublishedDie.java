package ridgepoint.area;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import ridgepoint.input.ShippedFiles;
import ridgepoint.input.YamlSection;

/**
 * What is known of a real die, from {@code ridgepoint/area/published.yaml}.
 *
 * @param devices ids of the devices that have it
 * @param leftOutError of the model when its constants are adjusted without this die, as a share;
 *     empty when it was not among those they are adjusted to
 * @param parts areas of parts: {@code cores}, or the id of an {@link AreaUnit}
 */
public record PublishedDie(
    String name,
    List<String> devices,
    double squareMetres,
    OptionalDouble leftOutError,
    String source,
    Map<String, Double> parts) {
  private static final ShippedFiles FILES = new ShippedFiles("ridgepoint/area");
  private static final String CORES = "cores";
  private static final double SQUARE_MILLIMETRE = 1e-6;
  private static final double PERCENT = 0.01;

  public PublishedDie {
    devices = List.copyOf(devices);
    parts = Map.copyOf(parts);
  }

  /** All of them. */
  public static List<PublishedDie> shipped() {
    return YamlSection.of(FILES.read("published.yaml")).only("dies").sections("dies").stream()
        .map(PublishedDie::die)
        .toList();
  }

  /** The die of a device, if it is one of these. */
  public static Optional<PublishedDie> of(String deviceId) {
    return shipped().stream().filter(die -> die.devices().contains(deviceId)).findFirst();
  }

  /** The names of its parts with a published area, in the order of the units. */
  public List<String> partNames() {
    return parts.keySet().stream().sorted(Comparator.comparingInt(PublishedDie::order)).toList();
  }

  /** What the model makes of that part of one die. */
  public static double modelled(String part, SiliconArea area) {
    double all =
        part.equals(CORES)
            ? area.coresSquareMetres()
            : area.compute().getOrDefault(unit(part), 0.0);
    return all / area.chiplets();
  }

  private static int order(String part) {
    return part.equals(CORES) ? -1 : unit(part).ordinal();
  }

  private static AreaUnit unit(String part) {
    return AreaUnit.valueOf(part.toUpperCase(Locale.ROOT));
  }

  private static PublishedDie die(YamlSection die) {
    die.only("die", "devices", "area", "left_out", "source", "parts");
    Map<String, Double> parts = new LinkedHashMap<>();
    YamlSection listed = die.section("parts");
    for (String part : listed.keys()) {
      parts.put(part, listed.number(part, 0, 1e4) * SQUARE_MILLIMETRE);
    }
    return new PublishedDie(
        die.text("die"),
        die.texts("devices"),
        die.number("area", 1, 1e4) * SQUARE_MILLIMETRE,
        die.has("left_out")
            ? OptionalDouble.of(die.number("left_out", -100, 1000) * PERCENT)
            : OptionalDouble.empty(),
        die.text("source"),
        parts);
  }
}
