package ridgepoint.cycle;

import java.util.ArrayList;
import java.util.List;

/** Writes down what lanes of a memory did, until there are too many spans. */
public final class CommandTimeline implements CommandLog {
  private final double cycleSeconds;
  private final int most;
  private final List<String> lanes = new ArrayList<>();
  private final List<Span> spans = new ArrayList<>();
  private long dropped;

  /**
   * @param most spans; more are only counted
   */
  CommandTimeline(double cycleSeconds, int most) {
    this.cycleSeconds = cycleSeconds;
    this.most = most;
  }

  /**
   * A time in which a lane was occupied.
   *
   * @param lane its number, in the order of {@link #lanes}
   */
  public record Span(int lane, String name, long cycle, long cycles) {}

  @Override
  public void occupied(String lane, String name, long cycle, long cycles) {
    if (spans.size() == most) {
      dropped++;
      return;
    }
    int number = lanes.indexOf(lane);
    if (number < 0) {
      number = lanes.size();
      lanes.add(lane);
    }
    spans.add(new Span(number, name, cycle, cycles));
  }

  /** In the order in which they were first occupied. */
  public List<String> lanes() {
    return List.copyOf(lanes);
  }

  public List<Span> spans() {
    return List.copyOf(spans);
  }

  /** Spans that there was no room for. */
  public long dropped() {
    return dropped;
  }

  public double cycleSeconds() {
    return cycleSeconds;
  }

  int size() {
    return spans.size();
  }
}
