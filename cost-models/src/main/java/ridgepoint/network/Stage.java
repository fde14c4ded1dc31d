package ridgepoint.network;

import java.util.List;
import ridgepoint.hardware.SystemSpec.NetworkLevel;
import ridgepoint.operator.Collective;

/**
 * A collective, or a step of one, on one level of the network or over several at once.
 *
 * @param spans where its members meet, from the innermost level outwards
 * @param bufferBytes in the sense of {@link Collective#bufferBytes}
 */
record Stage(Collective.Type type, List<Span> spans, double bufferBytes) {
  Stage {
    spans = List.copyOf(spans);
  }

  Stage(Collective.Type type, Span span, double bufferBytes) {
    this(type, List.of(span), bufferBytes);
  }

  int members() {
    return spans.stream().mapToInt(Span::members).reduce(1, (a, b) -> a * b);
  }

  /** The innermost level. */
  NetworkLevel level() {
    return spans.get(0).level();
  }

  private boolean isAllReduce() {
    return type == Collective.Type.ALL_REDUCE;
  }

  private boolean onOneLevel() {
    return spans.size() == 1;
  }

  /** Whether a protocol can do this collective on this wiring. */
  boolean allows(Protocol protocol) {
    return protocol.isFor(spans.get(spans.size() - 1).level().topology())
        && allows(protocol.algorithm());
  }

  private boolean allows(Algorithm algorithm) {
    return switch (algorithm) {
      case RING -> type != Collective.Type.ALL_TO_ALL && type != Collective.Type.POINT_TO_POINT;
      case TREE -> isAllReduce();
      case ONE_SHOT, TWO_SHOT -> isAllReduce() && onOneLevel() && Wiring.peerReads(this);
      // a switch saves nothing between two
      case IN_NETWORK ->
          isAllReduce() && onOneLevel() && level().inNetworkReduction() && members() > 2;
      case PAIRWISE -> type == Collective.Type.ALL_TO_ALL;
      case SEND -> type == Collective.Type.POINT_TO_POINT;
    };
  }

  /** Steps that wait for one another. */
  double steps(Algorithm algorithm) {
    return switch (algorithm) {
      case RING -> (isAllReduce() ? 2 : 1) * Wiring.ringSteps(this);
      case TREE -> 2 * spans.stream().mapToDouble(this::treeDepth).sum();
      case TWO_SHOT, IN_NETWORK -> 2;
      case ONE_SHOT -> 1;
      case PAIRWISE, SEND -> Wiring.furthestHops(level(), members());
    };
  }

  /** Latency of one step, in seconds: that of the levels it passes, as often as it passes each. */
  double hopSeconds(Algorithm algorithm) {
    double seconds = 0;
    double weights = 0;
    for (Span span : spans) {
      double weight = algorithm == Algorithm.TREE ? treeDepth(span) : ringShare(span);
      seconds += weight * span.level().latencySeconds();
      weights += weight;
    }
    return seconds / weights;
  }

  /** NCCL's trees branch across nodes; within one they are chains. */
  private double treeDepth(Span span) {
    return span.joined() == 1
        ? span.members() - 1
        : Math.ceil(Math.log(span.members()) / Math.log(2));
  }

  /**
   * Fraction of the hops of a ring that are on a level: one leaves each of its groups of devices,
   * less those that go further out.
   */
  double ringShare(Span span) {
    double leaving = 1.0 / span.joined();
    boolean outermost = span.equals(spans.get(spans.size() - 1));
    return outermost ? leaving : leaving - leaving / span.members();
  }

  /** Fraction of a member's traffic that stays on a level, on average over the members. */
  double trafficShare(Algorithm algorithm, Span span) {
    return algorithm == Algorithm.PAIRWISE
        ? span.joined() * (span.members() - 1.0) / (members() - 1.0)
        : ringShare(span);
  }

  /** Payload bytes that one member sends (and, by symmetry, receives). */
  double sentBytes(Algorithm algorithm) {
    double others = members() - 1.0;
    double share = share();
    return switch (algorithm) {
      case RING -> (isAllReduce() ? 2 : 1) * others * share;
      case TREE -> 2 * bufferBytes;
      case ONE_SHOT -> others * bufferBytes;
      case TWO_SHOT -> 2 * others * share;
      // the switch pulls every buffer once and multicasts every reduced share once
      case IN_NETWORK -> bufferBytes + share;
      case PAIRWISE -> others * share;
      case SEND -> bufferBytes;
    };
  }

  /** Bytes of the buffer for each member. */
  double share() {
    return bufferBytes / members();
  }
}
