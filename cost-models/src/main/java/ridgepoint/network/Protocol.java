package ridgepoint.network;

/**
 * How a communication library moves the data of one algorithm: what it costs to begin, to hop, and
 * which fraction of the wire carries payload.
 *
 * @param name such as {@code ll128}
 * @param startupSeconds once per collective: launch of the kernel and first synchronisation
 * @param hopFactor latency of one step in hops of the level
 * @param peerFactor hops added for every other member (flags to write and poll)
 * @param bandwidthFraction payload over wire bytes, on top of the level's own efficiency
 */
public record Protocol(
    String name,
    Algorithm algorithm,
    double startupSeconds,
    double hopFactor,
    double peerFactor,
    double bandwidthFraction) {

  /** As explanations name it: {@code ring/ll128}. */
  public String id() {
    return algorithm.id() + "/" + name;
  }
}
