package ridgepoint.network;

import java.util.List;

/**
 * The fastest way through a stage.
 *
 * @param transferSeconds payload over the links
 * @param linkBytes wire bytes that one member sends
 */
record StageCost(
    Stage stage,
    Protocol protocol,
    double startupSeconds,
    double hopSeconds,
    double transferSeconds,
    double linkBytes) {

  double seconds() {
    return startupSeconds + hopSeconds + transferSeconds;
  }

  /**
   * The fastest of the protocols that can do the stage: alpha-beta time (Hockney 1994) of each.
   *
   * @throws IllegalArgumentException when none can
   */
  static StageCost fastest(Stage stage, List<Protocol> protocols) {
    StageCost best = null;
    for (Protocol protocol : protocols) {
      if (stage.allows(protocol.algorithm())) {
        StageCost cost = of(stage, protocol);
        if (best == null || cost.seconds() < best.seconds()) {
          best = cost;
        }
      }
    }
    if (best == null) {
      throw new IllegalArgumentException("no protocol does " + stage.type().id());
    }
    return best;
  }

  private static StageCost of(Stage stage, Protocol protocol) {
    Algorithm algorithm = protocol.algorithm();
    double hops =
        protocol.hopFactor() * stage.steps(algorithm)
            + protocol.peerFactor() * (stage.members() - 1);
    double linkBytes = stage.sentBytes(algorithm) / protocol.bandwidthFraction();
    return new StageCost(
        stage,
        protocol,
        protocol.startupSeconds(),
        hops * stage.level().latencySeconds(),
        linkBytes / Wiring.bytesPerSecond(stage, algorithm),
        linkBytes);
  }

  /** As explanations say it: {@code all-reduce of 8 on nvlink by two-shot/direct}. */
  String text() {
    return stage.type().id()
        + " of "
        + stage.members()
        + " on "
        + stage.level().name()
        + " by "
        + protocol.id();
  }
}
