package ridgepoint.dram;

import java.util.function.Function;
import ridgepoint.dram.DramConfiguration.Organization;
import ridgepoint.dram.DramConfiguration.Timings;

/** What no DRAM can be, whatever its standard. */
final class Plausibility {
  private Plausibility() {}

  /**
   * Refuses timings that cannot hold together.
   *
   * @param failure makes the exception of a problem
   */
  static void check(DramConfiguration configuration, Function<String, RuntimeException> failure) {
    Timings t = configuration.timings();
    Organization o = configuration.organization();
    require(t.ras() >= t.rcdRead(), "tRAS " + t.ras() + " is below tRCDRD " + t.rcdRead(), failure);
    require(t.ccdL() >= t.ccdS(), "tCCD_L " + t.ccdL() + " is below tCCD_S " + t.ccdS(), failure);
    require(t.rrdL() >= t.rrdS(), "tRRD_L " + t.rrdL() + " is below tRRD_S " + t.rrdS(), failure);
    require(t.wtrL() >= t.wtrS(), "tWTR_L " + t.wtrL() + " is below tWTR_S " + t.wtrS(), failure);
    require(t.rc() >= t.rrdL(), "tRAS + tRP " + t.rc() + " is below tRRD_L " + t.rrdL(), failure);
    require(
        t.refi() / o.ranks() > t.rfc() / o.ranks() && t.refi() > t.rfc(),
        "tREFI %d leaves no time beside tRFC %d".formatted(t.refi(), t.rfc()),
        failure);
    require(
        o.busBits() % o.deviceBits() == 0,
        "a bus of %d bits cannot be made of devices of %d".formatted(o.busBits(), o.deviceBits()),
        failure);
  }

  private static void require(
      boolean holds, String problem, Function<String, RuntimeException> failure) {
    if (!holds) {
      throw failure.apply(problem);
    }
  }
}
