package ridgepoint.network;

import java.util.List;
import ridgepoint.estimate.OperatorEstimate.Part;
import ridgepoint.estimate.OperatorEstimate.Traffic;

/**
 * What a collective costs one member.
 *
 * @param parts startup, hops and transfer of each level; they sum to {@code seconds}
 * @param traffic wire bytes one member sends on each level
 * @param linkJoules of the member's own traffic
 * @param slowestLevel where most of the time goes; empty when nothing is sent
 * @param algorithm what runs where, in words; empty when nothing is sent
 */
public record CollectiveCost(
    double seconds,
    List<Part> parts,
    List<Traffic> traffic,
    double linkJoules,
    String slowestLevel,
    String algorithm) {
  /** Of a group of one. */
  public static final CollectiveCost NONE = new CollectiveCost(0, List.of(), List.of(), 0, "", "");

  public CollectiveCost {
    parts = List.copyOf(parts);
    traffic = List.copyOf(traffic);
  }
}
