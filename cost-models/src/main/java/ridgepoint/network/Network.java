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
 * <p>A group that spans levels works hierarchically, as communication libraries do: an all-reduce
 * is a reduce-scatter within, an all-reduce of the shares across and an all-gather within; an
 * all-gather goes across first, a reduce-scatter within first; an all-to-all uses all levels side
 * by side. On every level the fastest algorithm and protocol is taken.
 */
public final class Network {
  private final SystemSpec system;
  private final List<Protocol> protocols;

  public Network(SystemSpec system, List<Protocol> protocols) {
    this.system = system;
    this.protocols = List.copyOf(protocols);
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
    List<Group> groups = groups(collective);
    List<StageCost> costs = new ArrayList<>();
    for (Stage stage : stages(collective, groups)) {
      costs.add(StageCost.fastest(stage, protocols));
    }
    return collective.type() == Collective.Type.ALL_TO_ALL ? sideBySide(costs) : inTurn(costs);
  }

  /** Members that meet on one level, each standing for a group of the level within. */
  private record Group(NetworkLevel level, int members) {}

  private List<Group> groups(Collective collective) {
    checkFits(collective);
    if (collective.type() == Collective.Type.POINT_TO_POINT) {
      return List.of(new Group(levelOfNeighbours(collective), 2));
    }
    List<Group> groups = new ArrayList<>();
    int joined = 1;
    for (NetworkLevel level : system.network()) {
      int reached =
          Math.min(collective.devices(), ceilDivide(level.devices(), collective.stride()));
      int members = ceilDivide(reached, joined);
      if (members > 1) {
        groups.add(new Group(level, members));
        joined *= members;
      }
    }
    return groups;
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

  private static List<Stage> stages(Collective collective, List<Group> groups) {
    Collective.Type type = collective.type();
    double bytes = collective.bufferBytes();
    return switch (type) {
      case ALL_REDUCE -> allReduce(groups, 0, bytes);
      case REDUCE_SCATTER -> within(type, groups, bytes);
      case ALL_GATHER -> reversed(within(type, groups, bytes));
      case ALL_TO_ALL -> allToAll(groups, bytes);
      case POINT_TO_POINT -> List.of(new Stage(type, groups.get(0).level(), 2, bytes));
    };
  }

  private static List<Stage> allReduce(List<Group> groups, int index, double bytes) {
    Group group = groups.get(index);
    if (index == groups.size() - 1) {
      return List.of(new Stage(Collective.Type.ALL_REDUCE, group.level(), group.members(), bytes));
    }
    List<Stage> stages = new ArrayList<>();
    stages.add(new Stage(Collective.Type.REDUCE_SCATTER, group.level(), group.members(), bytes));
    stages.addAll(allReduce(groups, index + 1, bytes / group.members()));
    stages.add(new Stage(Collective.Type.ALL_GATHER, group.level(), group.members(), bytes));
    return stages;
  }

  /** From the innermost level outwards, each with the share the one before left. */
  private static List<Stage> within(Collective.Type type, List<Group> groups, double bytes) {
    List<Stage> stages = new ArrayList<>();
    double rest = bytes;
    for (Group group : groups) {
      stages.add(new Stage(type, group.level(), group.members(), rest));
      rest /= group.members();
    }
    return stages;
  }

  private static List<Stage> reversed(List<Stage> stages) {
    List<Stage> result = new ArrayList<>(stages);
    java.util.Collections.reverse(result);
    return result;
  }

  /** What a member sends on a level is the share of all members it reaches over that level. */
  private static List<Stage> allToAll(List<Group> groups, double bytes) {
    List<Stage> stages = new ArrayList<>();
    int total = groups.stream().mapToInt(Group::members).reduce(1, (a, b) -> a * b);
    int joined = 1;
    for (Group group : groups) {
      double part = bytes * joined * group.members() / total;
      stages.add(new Stage(Collective.Type.ALL_TO_ALL, group.level(), group.members(), part));
      joined *= group.members();
    }
    return stages;
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
      traffic.add(new Traffic(cost.stage().level().name(), cost.linkBytes()));
      joules += cost.linkBytes() * cost.stage().level().joulesPerByte();
      words.add(cost.text());
    }
    return new CollectiveCost(
        parts.stream().mapToDouble(Part::seconds).sum(),
        parts,
        traffic,
        joules,
        slowest(costs).stage().level().name(),
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
