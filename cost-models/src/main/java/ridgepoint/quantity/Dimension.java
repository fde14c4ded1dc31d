package ridgepoint.quantity;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a number measures, and the units it may be written in. Values are kept in the base unit: the
 * one whose factor is 1. Prefixes are decimal (GB = 1e9 B) unless written as binary (GiB).
 */
@SuppressWarnings("ImmutableEnumChecker") // the map is wrapped unmodifiable
public enum Dimension {
  COUNT("a plain number", units("", 1)),
  FRACTION("a fraction or percentage", units("", 1, "%", 0.01)),
  BYTES("a size", bytes("")),
  BYTES_PER_SECOND("a bandwidth", bytes("/s")),
  OPERATIONS_PER_SECOND("a rate of operations", rates()),
  HERTZ("a frequency", units("Hz", 1, "kHz", 1e3, "MHz", 1e6, "GHz", 1e9)),
  SECONDS("a time", units("s", 1, "ms", 1e-3, "us", 1e-6, "ns", 1e-9, "ps", 1e-12)),
  WATTS("a power", units("W", 1, "mW", 1e-3, "kW", 1e3)),
  JOULES("an energy", energies()),
  JOULES_PER_BYTE("an energy per bit or byte", energiesPerByte()),
  SQUARE_METRES("an area", units("mm2", 1e-6, "cm2", 1e-4, "m2", 1)),
  US_DOLLARS("a price", units("USD", 1));

  private final String description;
  private final Map<String, Double> factors;

  Dimension(String description, Map<String, Double> factors) {
    this.description = description;
    this.factors = factors;
  }

  /** In words, such as {@code a bandwidth}. */
  public String description() {
    return description;
  }

  /** Factor to the base unit by unit, in the order they are offered to the user. */
  public Map<String, Double> factors() {
    return factors;
  }

  /** The units in words, such as {@code B/s, kB/s, MB/s}. */
  public String unitNames() {
    if (this == COUNT) {
      return "no unit";
    }
    return String.join(", ", factors.keySet().stream().filter(unit -> !unit.isEmpty()).toList());
  }

  private static Map<String, Double> units(Object... unitsAndFactors) {
    Map<String, Double> factors = new LinkedHashMap<>();
    for (int i = 0; i < unitsAndFactors.length; i += 2) {
      factors.put((String) unitsAndFactors[i], ((Number) unitsAndFactors[i + 1]).doubleValue());
    }
    return Collections.unmodifiableMap(factors);
  }

  private static Map<String, Double> bytes(String suffix) {
    Map<String, Double> factors = new LinkedHashMap<>();
    String[] decimal = {"B", "kB", "MB", "GB", "TB", "PB"};
    String[] binary = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    for (int i = 0; i < decimal.length; i++) {
      factors.put(decimal[i] + suffix, Math.pow(1000, i));
    }
    for (int i = 1; i < binary.length; i++) {
      factors.put(binary[i] + suffix, Math.pow(1024, i));
    }
    return Collections.unmodifiableMap(factors);
  }

  private static Map<String, Double> rates() {
    Map<String, Double> factors = new LinkedHashMap<>();
    for (String operation : new String[] {"OP/s", "FLOP/s"}) {
      String[] prefixes = {"", "k", "M", "G", "T", "P", "E"};
      for (int i = 0; i < prefixes.length; i++) {
        factors.put(prefixes[i] + operation, Math.pow(1000, i));
      }
    }
    return Collections.unmodifiableMap(factors);
  }

  private static Map<String, Double> energies() {
    return units("J", 1, "mJ", 1e-3, "uJ", 1e-6, "nJ", 1e-9, "pJ", 1e-12, "fJ", 1e-15);
  }

  private static Map<String, Double> energiesPerByte() {
    return units("pJ/bit", 8e-12, "fJ/bit", 8e-15, "nJ/B", 1e-9, "pJ/B", 1e-12, "fJ/B", 1e-15);
  }
}
