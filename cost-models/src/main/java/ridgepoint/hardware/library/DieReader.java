package ridgepoint.hardware.library;

import static ridgepoint.hardware.library.Range.POSITIVE;

import java.util.List;
import java.util.OptionalDouble;
import ridgepoint.hardware.Die;
import ridgepoint.quantity.Dimension;

/** Reads the section {@code silicon.die}. */
final class DieReader {
  private static final Range COUNT = new Range(1, true, 64, "1 to 64");
  private static final Range NONE_OR_SOME = new Range(0, true, 64, "0 to 64");

  private static final Range LANES = new Range(1, true, 1e4, "1 to 10000");

  private DieReader() {}

  static Die read(Section die) {
    die.only(
        "chiplets",
        "io_chiplets",
        "io_node",
        "units_enabled",
        "cache_enabled",
        "memory_enabled",
        "links_enabled",
        "cache_width_reached",
        "memory_interface",
        "host_lane",
        "peer_lane",
        "schedulers",
        "integer_lanes",
        "results_per_lane",
        "lanes",
        "die_to_die",
        "unit_memory",
        "graphics",
        "ray_tracing");
    int ioChiplets = die.has("io_chiplets") ? die.count("io_chiplets", NONE_OR_SOME) : 0;
    if (ioChiplets > 0 != die.has("io_node")) {
      throw die.failure(
          ioChiplets > 0 ? "io_chiplets" : "io_node", "io_chiplets and io_node go together");
    }
    return new Die(
        die.has("chiplets") ? die.count("chiplets", COUNT) : 1,
        ioChiplets,
        die.has("io_node") ? die.word("io_node") : "",
        share(die, "units_enabled").orElse(1),
        share(die, "cache_enabled").orElse(1),
        share(die, "memory_enabled").orElse(1),
        share(die, "links_enabled").orElse(1),
        share(die, "cache_width_reached"),
        die.optionalQuantity("memory_interface", Dimension.BYTES_PER_SECOND, POSITIVE),
        die.optionalQuantity("host_lane", Dimension.BYTES_PER_SECOND, POSITIVE),
        die.optionalQuantity("peer_lane", Dimension.BYTES_PER_SECOND, POSITIVE),
        die.optionalQuantity("schedulers", Dimension.COUNT, COUNT),
        die.optionalQuantity("integer_lanes", Dimension.COUNT, new Range(0, true, 1e4, "0 to 1e4")),
        die.optionalQuantity("results_per_lane", Dimension.COUNT, new Range(1, true, 8, "1 to 8"))
            .orElse(1),
        die.optionalQuantity("lanes", Dimension.COUNT, LANES),
        die.optionalQuantity("die_to_die", Dimension.BYTES_PER_SECOND, POSITIVE).orElse(0),
        die.optionalQuantity("unit_memory", Dimension.BYTES, POSITIVE).orElse(0),
        flag(die, "graphics"),
        flag(die, "ray_tracing"));
  }

  private static OptionalDouble share(Section die, String key) {
    return die.optionalQuantity(key, Dimension.FRACTION, Range.SHARE);
  }

  private static boolean flag(Section die, String key) {
    return die.has(key) && die.text(key, List.of("true", "false")).equals("true");
  }
}
