package ridgepoint.estimate;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.operator.Work;

/**
 * What one execution of an operator costs, with everything a report needs.
 *
 * @param bound what limits it
 * @param boundDetail the unit or level that does: {@code matrix}, {@code hbm}, {@code l2}, {@code
 *     launch}
 * @param traffic bytes that cross each memory level and link, by level name, nearest first
 * @param parts where the time goes; they sum to the latency
 * @param resources time each resource is busy, whether or not it is what limits
 * @param mapping the tiling chosen, as text; empty when the model has none
 * @param reason why that mapping, in one sentence; empty when the model has none
 */
public record OperatorEstimate(
    double latencySeconds,
    Energy energy,
    Bound bound,
    String boundDetail,
    Work work,
    List<Traffic> traffic,
    List<Part> parts,
    List<Part> resources,
    String mapping,
    String reason) {
  public OperatorEstimate {
    traffic = List.copyOf(traffic);
    parts = List.copyOf(parts);
    resources = List.copyOf(resources);
  }

  /** The same with energy of something beside the device that was on meanwhile. */
  public OperatorEstimate plusEnergy(Energy more) {
    return new OperatorEstimate(
        latencySeconds,
        energy.plus(more),
        bound,
        boundDetail,
        work,
        traffic,
        parts,
        resources,
        mapping,
        reason);
  }

  /**
   * The same called from the host, with the device idle until the call arrives.
   *
   * @param seconds of the call
   * @param idleWatts of the device meanwhile
   */
  public OperatorEstimate calledIn(double seconds, double idleWatts) {
    List<Part> all = new ArrayList<>(parts);
    all.add(0, new Part("host call", seconds));
    boolean longer = seconds > latencySeconds;
    return new OperatorEstimate(
        seconds + latencySeconds,
        energy.plus(Energy.idle(idleWatts, seconds)),
        longer ? Bound.OVERHEAD : bound,
        longer ? "host call" : boundDetail,
        work,
        traffic,
        all,
        resources,
        mapping,
        reason);
  }

  /** Bytes across one level. */
  public record Traffic(String level, double bytes) {}

  /** Time under one name. */
  public record Part(String name, double seconds) {}
}
