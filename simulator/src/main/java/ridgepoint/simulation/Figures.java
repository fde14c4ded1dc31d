package ridgepoint.simulation;

import ridgepoint.estimate.Bound;

/**
 * What a generation takes, in few numbers.
 *
 * @param prefillSeconds until the first token of the batch
 * @param decodeSeconds for all later ones
 * @param laterTokens generated for a sequence after its first
 * @param tokens that throughput counts, of the whole batch
 * @param energyJoules of all devices
 * @param prefillBound what limits the prefill for most of its time
 * @param decodeBound what limits decoding for most of its time
 * @param memoryBytes that the fullest device keeps
 * @param capacityBytes of that device, and of what is attached to it
 * @param fits whether they suffice
 * @param devices that work
 */
public record Figures(
    double prefillSeconds,
    double decodeSeconds,
    long laterTokens,
    double tokens,
    double energyJoules,
    Bound prefillBound,
    Bound decodeBound,
    double memoryBytes,
    double capacityBytes,
    boolean fits,
    int devices) {

  /** Seconds to the first token. */
  public double ttftSeconds() {
    return prefillSeconds;
  }

  /** Seconds per later token; 0 when there is none. */
  public double tpotSeconds() {
    return laterTokens == 0 ? 0 : decodeSeconds / laterTokens;
  }

  public double latencySeconds() {
    return prefillSeconds + decodeSeconds;
  }

  public double tokensPerSecond() {
    return latencySeconds() == 0 ? 0 : tokens / latencySeconds();
  }

  public double joulesPerToken() {
    return tokens == 0 ? 0 : energyJoules / tokens;
  }
}
