package ridgepoint.area;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.input.ShippedFiles;
import ridgepoint.input.YamlSection;

/**
 * What is known of a real die, from {@code silicon/dies.yaml}.
 *
 * @param devices ids of the devices that have it; the first one's description says what is on it
 * @param counted what is on it, where no description says so
 * @param isInputOutput whether it is the device's die for input and output, not one that computes
 * @param isAdjustedTo whether the constants of the model are adjusted to it
 * @param leftOutError of the model when its constants are adjusted without this die, as a share
 * @param parts areas of parts: {@code cores}, or the id of an {@link AreaUnit}
 */
public record PublishedDie(
    String name,
    List<String> devices,
    Optional<CountedDie> counted,
    boolean isInputOutput,
    boolean isAdjustedTo,
    double squareMetres,
    OptionalDouble leftOutError,
    String source,
    Map<String, Part> parts) {
  private static final ShippedFiles FILES = new ShippedFiles("silicon");
  private static final String CORES = "cores";
  private static final double SQUARE_MILLIMETRE = 1e-6;
  private static final double PERCENT = 0.01;

  public PublishedDie {
    devices = List.copyOf(devices);
    parts = Map.copyOf(parts);
  }

  /**
   * A part of a die.
   *
   * @param within how far from it the model may be, as a share
   */
  public record Part(double squareMetres, double within) {}

  /** All of them, in the order of the file. */
  public static List<PublishedDie> shipped() {
    return YamlSection.of(FILES.read("dies.yaml")).only("dies").sections("dies").stream()
        .map(PublishedDie::die)
        .toList();
  }

  /** The die of a device that computes, if it is one of these. */
  public static Optional<PublishedDie> of(String deviceId) {
    return shipped().stream()
        .filter(die -> die.devices().contains(deviceId) && !die.isInputOutput())
        .findFirst();
  }

  /** The silicon that holds it, as any model has it. */
  public Function<AreaModel, SiliconArea> silicon(DeviceLibrary library) {
    if (counted.isPresent()) {
      return model -> model.area(counted.get());
    }
    DeviceSpec device = library.load(devices.get(0));
    return model -> model.area(device);
  }

  /** What a model makes of this die, of the silicon that holds it. */
  public double modelled(SiliconArea area) {
    return isInputOutput ? area.ioDieSquareMetres() : area.dieSquareMetres();
  }

  /** The names of its parts with a published area, in the order of the units. */
  public List<String> partNames() {
    return parts.keySet().stream().sorted(Comparator.comparingInt(PublishedDie::order)).toList();
  }

  /** What a model makes of that part of one die. */
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
    List<String> devices = new ArrayList<>();
    die.optionalText("device").ifPresent(devices::add);
    devices.addAll(die.texts("others"));
    return new PublishedDie(
        die.text("die"),
        devices,
        devices.isEmpty() ? Optional.of(CountedDie.read(die)) : Optional.empty(),
        die.optionalFlag("io"),
        !die.has("adjusted") || die.flag("adjusted"),
        die.number("area", 1, 1e4) * SQUARE_MILLIMETRE,
        die.has("left_out")
            ? OptionalDouble.of(die.number("left_out", -100, 1000) * PERCENT)
            : OptionalDouble.empty(),
        die.text("source"),
        parts(die));
  }

  private static Map<String, Part> parts(YamlSection die) {
    Map<String, Part> parts = new LinkedHashMap<>();
    if (die.has("parts")) {
      YamlSection areas = die.section("parts");
      YamlSection within = die.section("parts_within");
      for (String part : areas.keys()) {
        double area = areas.number(part, 0, 1e4) * SQUARE_MILLIMETRE;
        parts.put(part, new Part(area, within.number(part, 0.01, 1)));
      }
    }
    return parts;
  }
}
