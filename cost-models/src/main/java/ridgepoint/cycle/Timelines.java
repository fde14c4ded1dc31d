package ridgepoint.cycle;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.event.Listener;
import ridgepoint.event.Program;
import ridgepoint.event.Timeline;
import ridgepoint.operator.Operator;

/** Keeps a timeline of every simulation of a run, as long as there is room. */
public final class Timelines implements CycleSettings.Listeners {
  private final int mostSpans;
  private final List<Entry> entries = new ArrayList<>();

  private final List<CommandEntry> commandEntries = new ArrayList<>();

  /** A pass of an operator and its timeline. */
  public record Entry(String operator, Timeline timeline) {}

  /** An operator of a memory that computes, and the timeline of its commands. */
  public record CommandEntry(String operator, CommandTimeline timeline) {}

  /**
   * @param mostSpans of all timelines together
   */
  public Timelines(int mostSpans) {
    this.mostSpans = mostSpans;
  }

  @Override
  public Listener of(Operator operator, Program program) {
    return of(operator.kind() + " " + operator.shape(), program);
  }

  /** Who listens to the simulation of something with a name. */
  public synchronized Listener of(String name, Program program) {
    int left = spansLeft();
    if (left <= 0) {
      return Listener.NONE;
    }
    Timeline timeline = new Timeline(program, left);
    entries.add(new Entry(name, timeline));
    return timeline;
  }

  @Override
  public synchronized CommandLog commands(String name, double cycleSeconds) {
    int left = spansLeft();
    if (left <= 0) {
      return CommandLog.NONE;
    }
    CommandTimeline timeline = new CommandTimeline(cycleSeconds, left);
    commandEntries.add(new CommandEntry(name, timeline));
    return timeline;
  }

  private int spansLeft() {
    int left = mostSpans;
    for (Entry entry : entries) {
      left -= entry.timeline.size();
    }
    for (CommandEntry entry : commandEntries) {
      left -= entry.timeline.size();
    }
    return left;
  }

  /** Those of memories that compute, in the order in which they were played. */
  public synchronized List<CommandEntry> commandEntries() {
    return List.copyOf(commandEntries);
  }

  /** In the order in which the simulations began. */
  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }
}
