package ridgepoint.area;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import ridgepoint.hardware.DeviceKind;
import ridgepoint.input.YamlSection;
import ridgepoint.number.DataType;

/**
 * A die by what is on it, without a device around it.
 *
 * @param kind what its compute units are
 * @param process as {@code nodes.yaml} names it
 * @param memory kind of its interfaces, as {@code units.yaml} names it
 * @param interfacesElsewhere whether memory, links and management are on another die
 */
public record CountedDie(
    DeviceKind kind, String process, DieCounts counts, String memory, boolean interfacesElsewhere) {
  private static final double KIBIBYTE = 1024;
  private static final double MEBIBYTE = 1024 * KIBIBYTE;
  private static final double GIGABYTE_PER_SECOND = 1e9;

  /** Reads the keys of {@code silicon/dies.yaml} that count; amounts are per compute unit. */
  static CountedDie read(YamlSection die) {
    double units = die.number("units", 0, 1e5, 0);
    Map<DataType, Double> vector = new EnumMap<>(DataType.class);
    put(vector, DataType.FP32, units * amount(die, "fp32"));
    put(vector, DataType.FP64, units * amount(die, "fp64"));
    put(vector, DataType.INT32, units * amount(die, "int32"));
    Map<DataType, Double> products = new EnumMap<>(DataType.class);
    die.optionalSection("products")
        .ifPresent(
            section ->
                section
                    .keys()
                    .forEach(
                        type ->
                            put(
                                products,
                                type(section, type),
                                units * section.number(type, 0, 1e6))));
    return new CountedDie(
        DeviceKind.valueOf(die.word("kind", List.of("gpu", "cpu")).toUpperCase(Locale.ROOT)),
        die.text("process"),
        new DieCounts(
            units,
            units * amount(die, "schedulers"),
            vector,
            units * amount(die, "fp32"),
            products,
            units * amount(die, "registers_kib") * KIBIBYTE,
            units * amount(die, "local_kib") * KIBIBYTE,
            amount(die, "cache_mib") * MEBIBYTE,
            amount(die, "cache_width"),
            0,
            amount(die, "interfaces"),
            amount(die, "lanes"),
            amount(die, "die_to_die_gb_s") * GIGABYTE_PER_SECOND,
            die.optionalFlag("graphics"),
            die.optionalFlag("ray_tracing")),
        die.optionalText("memory").orElse("hbm"),
        die.optionalFlag("interfaces_elsewhere"));
  }

  private static DataType type(YamlSection section, String name) {
    return DataType.parse(name).orElseThrow(() -> section.failure(name, "no such data type"));
  }

  private static void put(Map<DataType, Double> counts, DataType type, double count) {
    if (count > 0) {
      counts.put(type, count);
    }
  }

  private static double amount(YamlSection die, String key) {
    return die.number(key, 0, 1e6, 0);
  }
}
