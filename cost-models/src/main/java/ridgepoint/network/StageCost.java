package ridgepoint.network;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.estimate.OperatorEstimate.Traffic;

/**
 * The fastest way through a stage.
 *
 * @param transferSeconds payload over the links of the slowest level
 * @param traffic wire bytes that one member sends on each level, on average
 * @param slowestLevel that decides the transfer
 */
record StageCost(
    Stage stage,
    Protocol protocol,
    double startupSeconds,
    double hopSeconds,
    double transferSeconds,
    List<Traffic> traffic,
    String slowestLevel) {

  double seconds() {
    return startupSeconds + hopSeconds + transferSeconds;
  }

  /** Energy of one member's traffic. */
  double joules() {
    double joules = 0;
    for (int i = 0; i < traffic.size(); i++) {
      joules += traffic.get(i).bytes() * stage.spans().get(i).level().joulesPerByte();
    }
    return joules;
  }

  /**
   * The fastest of the protocols that can do the stage: alpha-beta time (Hockney 1994) of each.
   *
   * @throws IllegalArgumentException when none can
   */
  static StageCost fastest(Stage stage, Protocols protocols) {
    StageCost best = null;
    for (Protocol protocol : protocols.all()) {
      if (stage.allows(protocol) && isSelected(stage, protocol)) {
        StageCost cost = of(stage, protocol, protocols.startupSeconds());
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

  /** The library's estimate knows the nominal rate of the slowest link. */
  private static boolean isSelected(Stage stage, Protocol protocol) {
    double bytesPerSecond = Double.POSITIVE_INFINITY;
    for (Span span : stage.spans()) {
      bytesPerSecond = Math.min(bytesPerSecond, span.level().bytesPerSecondPerDevice());
    }
    return protocol
        .selection()
        .allows(stage.share() / bytesPerSecond, stage.steps(protocol.algorithm()));
  }

  private static StageCost of(Stage stage, Protocol protocol, double defaultStartup) {
    Algorithm algorithm = protocol.algorithm();
    double hopSeconds = stage.hopSeconds(algorithm);
    double hops =
        protocol.hopFactor() * stage.steps(algorithm)
            + protocol.peerFactor() * (stage.members() - 1);
    double startup = 0;
    double transfer = 0;
    String slowest = "";
    double sent = stage.sentBytes(algorithm) / protocol.bandwidthFraction();
    double handled = sent + protocol.ownShare() * stage.share() / protocol.bandwidthFraction();
    List<Traffic> traffic = new ArrayList<>();
    for (Span span : stage.spans()) {
      double rate =
          Math.min(
              Wiring.bytesPerSecond(span, algorithm),
              protocol.bytesInFlight() / (hopSeconds * protocol.bandwidthFraction()));
      if (handled / rate >= transfer) {
        transfer = handled / rate;
        slowest = span.level().name();
      }
      startup = Math.max(startup, span.level().startupSeconds().orElse(defaultStartup));
      traffic.add(new Traffic(span.level().name(), sent * stage.trafficShare(algorithm, span)));
    }
    return new StageCost(
        stage,
        protocol,
        protocol.startupFactor() * startup,
        hops * hopSeconds,
        transfer,
        traffic,
        slowest);
  }

  /** As explanations say it: {@code all-reduce of 8 on nvlink by two-shot/direct}. */
  String text() {
    List<String> levels = stage.spans().stream().map(span -> span.level().name()).toList();
    return stage.type().id()
        + " of "
        + stage.members()
        + " on "
        + String.join(" and ", levels)
        + " by "
        + protocol.id();
  }
}
