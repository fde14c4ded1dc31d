package ridgepoint.ownership;

/**
 * What it costs to own a machine, in US dollars per hour of calendar time.
 *
 * @param capital price written off over its life, with interest
 * @param operation space, staff, repairs
 * @param energy electricity of the machine and its cooling
 * @param utilization share of the time in which it works
 */
public record OwnershipCost(double capital, double operation, double energy, double utilization) {
  private static final double SECONDS_PER_HOUR = 3600;
  private static final double MILLION = 1e6;

  /** All of it per hour. */
  public double perHour() {
    return capital + operation + energy;
  }

  /** One million tokens, when the machine makes that many per second while it works. */
  public double perMillionTokens(double tokensPerSecond) {
    if (!(tokensPerSecond > 0)) {
      throw new IllegalArgumentException("tokens per second must be positive: " + tokensPerSecond);
    }
    return perHour() / (tokensPerSecond * utilization * SECONDS_PER_HOUR) * MILLION;
  }
}
