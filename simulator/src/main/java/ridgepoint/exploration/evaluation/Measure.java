package ridgepoint.exploration.evaluation;

import java.util.List;
import ridgepoint.quantity.Dimension;

/** What is known of every point, each a column of the results. */
@SuppressWarnings("ImmutableEnumChecker") // the list is a copy that nobody changes
public enum Measure {
  TTFT("ttft_seconds", Dimension.SECONDS, "time to the first token", "ttft"),
  TPOT("tpot_seconds", Dimension.SECONDS, "time per later token", "tpot"),
  LATENCY("latency_seconds", Dimension.SECONDS, "time of the whole generation", "latency"),
  THROUGHPUT("tokens_per_second", Dimension.COUNT, "tokens of the batch per second", "throughput"),
  ENERGY("energy_joules", Dimension.JOULES, "energy of all devices", "energy"),
  ENERGY_PER_TOKEN("joules_per_token", Dimension.JOULES, "energy per token", "energy_per_token"),
  ENERGY_DELAY(
      "energy_delay_joule_seconds", Dimension.COUNT, "energy times time", "energy_delay_product"),
  POWER("power_watts", Dimension.WATTS, "average power of one device", "power"),
  POWER_LIMIT("power_limit_watts", Dimension.WATTS, "power limit of one device", "power_limit"),
  AREA("area_mm2", Dimension.SQUARE_METRES, "silicon of one device", "area"),
  PRICE("price_usd", Dimension.US_DOLLARS, "price of all devices", "price"),
  COST("usd_per_million_tokens", Dimension.US_DOLLARS, "cost of a million tokens", "cost"),
  MEMORY("memory_bytes", Dimension.BYTES, "kept by the fullest device", "memory"),
  CAPACITY("capacity_bytes", Dimension.BYTES, "memory of one device", "capacity"),
  DEVICES("devices", Dimension.COUNT, "devices that work"),
  FITS("fits", Dimension.COUNT, "1 where memory suffices, else 0");

  private static final double SQUARE_MILLIMETRE = 1e-6;

  private final String column;
  private final Dimension dimension;
  private final String description;
  private final List<String> shortNames;

  Measure(String column, Dimension dimension, String description, String... shortNames) {
    this.column = column;
    this.dimension = dimension;
    this.description = description;
    this.shortNames = List.of(shortNames);
  }

  /** Name of its column, which says its unit. */
  public String column() {
    return column;
  }

  /** What it measures. */
  public Dimension dimension() {
    return dimension;
  }

  /** Its column's unit in base units. */
  public double factor() {
    return this == AREA ? SQUARE_MILLIMETRE : 1;
  }

  /** In words. */
  public String description() {
    return description;
  }

  /** Other names of it in formulas. */
  public List<String> shortNames() {
    return shortNames;
  }
}
