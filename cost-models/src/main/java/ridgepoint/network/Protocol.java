package ridgepoint.network;

import java.util.Set;
import ridgepoint.hardware.SystemSpec.Topology;

/**
 * How a library's kernel moves the data of one algorithm, relative to the level it runs on.
 *
 * @param name such as {@code ll128}
 * @param library whose kernel it is, such as {@code nccl}
 * @param topologies of the outermost level that it is for; empty for all. Libraries know buses from
 *     links of their own.
 * @param startupFactor once per collective, in startups of the level
 * @param hopFactor latency of one step, in hops of the level
 * @param peerFactor hops added for every other member (flags to write and poll)
 * @param bandwidthFraction payload over wire bytes, on top of the level's own efficiency
 * @param ownShare what handling the member's own share costs, in shares over the link: the same
 *     thread blocks copy it in local memory
 * @param selection when the library takes it
 * @param bytesInFlight that its loads keep outstanding: over the level's latency the most it can
 *     read in a second (Little's law); infinite where the link is the limit
 */
public record Protocol(
    String name,
    String library,
    Algorithm algorithm,
    Set<Topology> topologies,
    double startupFactor,
    double hopFactor,
    double peerFactor,
    double bandwidthFraction,
    double ownShare,
    Selection selection,
    double bytesInFlight) {
  public Protocol {
    topologies = Set.copyOf(topologies);
  }

  boolean isFor(Topology topology) {
    return topologies.isEmpty() || topologies.contains(topology);
  }

  /**
   * A library takes a low-latency protocol while a member's share is short on the wire. Its
   * estimate of when the next one is faster has this form: what the next one loses in each step and
   * at the start against what it gains per byte. Where that estimate is early, time jumps.
   *
   * @param shareSeconds longest time of a share on the link; infinite where there is no limit
   * @param startupSeconds what the start allows on top, divided by the steps
   */
  public record Selection(double shareSeconds, double startupSeconds) {
    /** Taken whenever it is the fastest. */
    public static final Selection ALWAYS = new Selection(Double.POSITIVE_INFINITY, 0);

    boolean allows(double seconds, double steps) {
      return seconds <= shareSeconds + startupSeconds / steps;
    }
  }

  /** As explanations name it: {@code ring/ll128}. */
  public String id() {
    return algorithm.id() + "/" + name;
  }
}
