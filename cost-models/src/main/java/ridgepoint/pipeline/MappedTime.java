package ridgepoint.pipeline;

import java.util.List;
import ridgepoint.energy.Activity;
import ridgepoint.energy.ClockResponse;
import ridgepoint.estimate.Bound;
import ridgepoint.estimate.OperatorEstimate.Part;

/**
 * How long one mapping of an operator takes, and why.
 *
 * @param clock latency, and how it grows when the clock falls
 * @param boundDetail the unit or level that limits: {@code matrix}, {@code hbm}, {@code launch}
 * @param activity executed operations and bytes per memory level, for energy and traffic
 * @param parts where the time goes; they sum to the latency
 * @param resources busy time of every unit and level
 * @param reason what the mapping comes to, such as {@code 3 waves of 132 tiles, the last 40% full}
 */
public record MappedTime(
    ClockResponse clock,
    Bound bound,
    String boundDetail,
    Activity activity,
    List<Part> parts,
    List<Part> resources,
    String reason) {

  /** Seconds at the nominal clock. */
  public double latencySeconds() {
    return clock.latencySeconds();
  }
}
