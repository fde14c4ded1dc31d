package ridgepoint.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import ridgepoint.operator.Collective;

/**
 * Collectives that work level by level: an all-reduce is a reduce-scatter within, an all-reduce of
 * the shares across and an all-gather within; an all-gather goes across first, a reduce-scatter
 * within first. An all-to-all is one part on each level.
 */
final class Hierarchy {
  private Hierarchy() {}

  static List<Stage> stages(Collective collective, List<Span> spans) {
    double bytes = collective.bufferBytes();
    return switch (collective.type()) {
      case ALL_REDUCE -> allReduce(spans, 0, bytes);
      case REDUCE_SCATTER -> within(collective.type(), spans, bytes);
      case ALL_GATHER -> reversed(within(collective.type(), spans, bytes));
      case ALL_TO_ALL -> allToAll(spans, bytes);
      case POINT_TO_POINT -> List.of(new Stage(collective.type(), spans.get(0), bytes));
    };
  }

  private static List<Stage> allReduce(List<Span> spans, int index, double bytes) {
    Span span = alone(spans.get(index));
    if (index == spans.size() - 1) {
      return List.of(new Stage(Collective.Type.ALL_REDUCE, span, bytes));
    }
    List<Stage> stages = new ArrayList<>();
    stages.add(new Stage(Collective.Type.REDUCE_SCATTER, span, bytes));
    stages.addAll(allReduce(spans, index + 1, bytes / span.members()));
    stages.add(new Stage(Collective.Type.ALL_GATHER, span, bytes));
    return stages;
  }

  /** From the innermost level outwards, each with the share the one before left. */
  private static List<Stage> within(Collective.Type type, List<Span> spans, double bytes) {
    List<Stage> stages = new ArrayList<>();
    double rest = bytes;
    for (Span span : spans) {
      stages.add(new Stage(type, alone(span), rest));
      rest /= span.members();
    }
    return stages;
  }

  private static List<Stage> reversed(List<Stage> stages) {
    List<Stage> result = new ArrayList<>(stages);
    Collections.reverse(result);
    return result;
  }

  /** What a member sends on a level is the share of all members it reaches over that level. */
  private static List<Stage> allToAll(List<Span> spans, double bytes) {
    List<Stage> stages = new ArrayList<>();
    int total = spans.stream().mapToInt(Span::members).reduce(1, (a, b) -> a * b);
    int joined = 1;
    for (Span span : spans) {
      double part = bytes * joined * span.members() / total;
      stages.add(new Stage(Collective.Type.ALL_TO_ALL, alone(span), part));
      joined *= span.members();
    }
    return stages;
  }

  /** Each device works with its own counterparts in the other groups, over its own link. */
  private static Span alone(Span span) {
    return new Span(span.level(), span.members(), 1);
  }
}
