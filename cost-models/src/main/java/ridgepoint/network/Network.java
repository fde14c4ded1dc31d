package ridgepoint.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ridgepoint.estimate.OperatorEstimate.Part;
import ridgepoint.estimate.OperatorEstimate.Traffic;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.hardware.SystemSpec.NetworkLevel;
import ridgepoint.input.InputException;
import ridgepoint.operator.Collective;

/**
 * Times collectives over the links of a system.
 *
 * <p>A group that spans levels rings through all of its members, or reduces along a tree of them,
 * as NCCL does; the slowest level on the way sets the rate. Where switches within add up, or where
 * members within reach one another only through third ones, it works level by level as {@link
 * Hierarchy} says, if that is faster. An all-to-all uses all levels side by side. The fastest
 * algorithm and protocol is taken that the library would.
 */
public final class Network {
  private final SystemSpec system;
  private final Protocols protocols;

  public Network(SystemSpec system, Protocols protocols) {
    this.system = system;
    this.protocols = protocols;
  }

  /** The network of a system with the standard protocols. */
  public static Network of(SystemSpec system) {
    return new Network(system, Protocols.standard());
  }

  /**
   * Time, traffic and energy of a collective, of which every member executes one.
   *
   * @throws InputException when the group does not fit into the system
   */
  public CollectiveCost cost(Collective collective) {
    if (collective.devices() == 1 || collective.elements() == 0) {
      return CollectiveCost.NONE;
    }
    List<Span> spans = spans(collective);
    if (collective.type() == Collective.Type.ALL_TO_ALL && !Span.onePort(spans)) {
      return sideBySide(costs(Hierarchy.stages(collective, spans)));
    }
    CollectiveCost best = null;
    if (spans.size() == 1 || spans.stream().allMatch(Span::direct)) {
      double bytes = collective.bufferBytes();
      best = inTurn(costs(List.of(new Stage(collective.type(), spans, bytes))));
    }
    if (best == null || spans.size() > 1 && spans.get(0).level().inNetworkReduction()) {
      CollectiveCost nested = inTurn(costs(Hierarchy.stages(collective, spans)));
      best = best == null || nested.seconds() < best.seconds() ? nested : best;
    }
    return best;
  }

  private List<StageCost> costs(List<Stage> stages) {
    return stages.stream().map(stage -> StageCost.fastest(stage, protocols)).toList();
  }

  /** Where the members of a group meet, from the innermost level outwards. */
  private List<Span> spans(Collective collective) {
    checkFits(collective);
    if (collective.type() == Collective.Type.POINT_TO_POINT) {
      return List.of(new Span(levelOfNeighbours(collective), 2, 1));
    }
    List<Span> spans = new ArrayList<>();
    int joined = 1;
    for (NetworkLevel level : system.network()) {
      int reached =
          Math.min(collective.devices(), ceilDivide(level.devices(), collective.stride()));
      int members = ceilDivide(reached, joined);
      if (members > 1) {
        spans.add(new Span(level, members, joined));
        joined *= members;
      }
    }
    return spans;
  }

  private void checkFits(Collective collective) {
    long span = (collective.devices() - 1L) * collective.stride() + 1;
    int reach = system.network().isEmpty() ? 1 : outermost().devices();
    if (span > reach) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s over %d devices%s does not fit system %s, whose network connects %d: use fewer devices or a larger system",
              collective.type().id(),
              collective.devices(),
              collective.stride() == 1 ? "" : " (every " + collective.stride() + "th)",
              system.id(),
              reach));
    }
  }

  private NetworkLevel outermost() {
    return system.network().get(system.network().size() - 1);
  }

  /** The innermost level on which a device and the one {@code stride} ranks away can meet. */
  private NetworkLevel levelOfNeighbours(Collective collective) {
    return system.network().stream()
        .filter(level -> collective.stride() < level.devices())
        .findFirst()
        .orElseGet(this::outermost);
  }

  private static CollectiveCost inTurn(List<StageCost> costs) {
    List<Part> parts = new ArrayList<>();
    for (StageCost cost : costs) {
      String where = costs.size() == 1 ? "" : " " + cost.stage().level().name();
      parts.add(new Part("startup" + where, cost.startupSeconds()));
      parts.add(new Part("hops" + where, cost.hopSeconds()));
      parts.add(new Part("transfer" + where, cost.transferSeconds()));
    }
    return total(costs, parts);
  }

  /** The slowest level decides; the others hide behind it. */
  private static CollectiveCost sideBySide(List<StageCost> costs) {
    StageCost slowest = slowest(costs);
    return total(
        costs,
        List.of(
            new Part("startup", slowest.startupSeconds()),
            new Part("hops", slowest.hopSeconds()),
            new Part("transfer", slowest.transferSeconds())));
  }

  private static CollectiveCost total(List<StageCost> costs, List<Part> parts) {
    List<Traffic> traffic = new ArrayList<>();
    double joules = 0;
    List<String> words = new ArrayList<>();
    for (StageCost cost : costs) {
      traffic.addAll(cost.traffic());
      joules += cost.joules();
      words.add(cost.text());
    }
    return new CollectiveCost(
        parts.stream().mapToDouble(Part::seconds).sum(),
        parts,
        traffic,
        joules,
        slowest(costs).slowestLevel(),
        String.join(", then ", words));
  }

  private static StageCost slowest(List<StageCost> costs) {
    StageCost slowest = costs.get(0);
    for (StageCost cost : costs) {
      slowest = cost.seconds() > slowest.seconds() ? cost : slowest;
    }
    return slowest;
  }

  private static int ceilDivide(int dividend, int divisor) {
    return Math.max(1, (dividend + divisor - 1) / divisor);
  }
}
