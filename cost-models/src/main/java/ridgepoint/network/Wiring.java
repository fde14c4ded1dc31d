package ridgepoint.network;

import ridgepoint.hardware.SystemSpec.NetworkLevel;
import ridgepoint.hardware.SystemSpec.Topology;

/** What the topology of a level does to hops and bandwidth. */
final class Wiring {
  /** Smallest cube of devices that is wired as a 3-D torus (the 4x4x4 block of TPU v4). */
  private static final int SMALLEST_CUBE_SIDE = 4;

  private Wiring() {}

  /**
   * Whether kernels can read peers' memory directly and fast. Over a PCIe tree that pays for a pair
   * only; inference engines switch their own kernels off beyond that.
   */
  static boolean peerReads(Stage stage) {
    return switch (stage.level().topology()) {
      case SWITCH, FULLY_CONNECTED -> true;
      case RING, TORUS, BUS -> stage.members() == 2;
    };
  }

  /** Steps of a ring reduction; a torus works along one dimension after the other. */
  static double ringSteps(Stage stage) {
    int members = stage.members();
    if (stage.level().topology() != Topology.TORUS) {
      return members - 1.0;
    }
    int dimensions = dimensions(members);
    return dimensions * (side(members, dimensions) - 1.0);
  }

  /** Hops between the two members that are furthest apart. */
  static double furthestHops(NetworkLevel level, int members) {
    return switch (level.topology()) {
      case SWITCH, FULLY_CONNECTED, BUS -> 1;
      case RING -> Math.max(1, Math.floor(members / 2.0));
      case TORUS -> {
        int dimensions = dimensions(members);
        yield Math.max(1, dimensions * Math.floor(side(members, dimensions) / 2));
      }
    };
  }

  /**
   * Payload rate in one direction on a level of a stage, in bytes per second.
   *
   * <p>Members that are fewer than the level connects reach only their own links of a fully
   * connected level. Traffic that is relayed over a ring or torus occupies as many links as it hops
   * on average: a quarter of each dimension's side.
   */
  static double bytesPerSecond(Span span, Algorithm algorithm) {
    NetworkLevel level = span.level();
    double wire = span.bytesPerSecond();
    return switch (level.topology()) {
      case SWITCH, BUS -> wire;
      case FULLY_CONNECTED ->
          wire * Math.min(1, (span.members() - 1.0) / Math.max(1, level.devices() - 1));
      case RING, TORUS -> wire / relays(span, algorithm);
    };
  }

  private static double relays(Span span, Algorithm algorithm) {
    if (algorithm == Algorithm.RING) {
      return 1;
    }
    int dimensions = span.level().topology() == Topology.RING ? 1 : dimensions(span.members());
    return Math.max(1, dimensions * side(span.members(), dimensions) / 4);
  }

  private static int dimensions(int members) {
    long side = Math.round(Math.cbrt(members));
    return side >= SMALLEST_CUBE_SIDE && side * side * side == members ? 3 : 2;
  }

  private static double side(int members, int dimensions) {
    return Math.pow(members, 1.0 / dimensions);
  }
}
