package ridgepoint.network;

import java.util.List;
import ridgepoint.hardware.SystemSpec.NetworkLevel;
import ridgepoint.hardware.SystemSpec.Topology;

/**
 * Members of a group that meet on one level, each standing for those it has within.
 *
 * @param members that meet here
 * @param joined devices that each of them stands for; 1 on the innermost level
 */
record Span(NetworkLevel level, int members, int joined) {

  /**
   * Payload rate in one direction between the groups that meet here, in bytes per second: of one
   * device's link, times the links of the devices that a group has within.
   */
  double bytesPerSecond() {
    return level.bytesPerSecondPerDevice()
        * level.efficiency()
        * Math.max(1, (double) joined / level.sharedBy());
  }

  /** Whether every member reaches every other one without help of a third. */
  boolean direct() {
    return level.topology() != Topology.RING && level.topology() != Topology.TORUS;
  }

  /** Whether a device reaches all levels over one and the same port, as on a tree of buses. */
  static boolean onePort(List<Span> spans) {
    return spans.stream().allMatch(span -> span.level().topology() == Topology.BUS);
  }
}
