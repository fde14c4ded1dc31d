package ridgepoint.graph;

/**
 * Bytes the fullest device holds, wherever a placement puts them.
 *
 * @param stateBytes recurrent state of all sequences
 * @param activationBytes the residual stream and the inputs and outputs of the largest operator of
 *     a prefill
 */
public record MemoryFootprint(
    double weightBytes, double kvCacheBytes, double stateBytes, double activationBytes) {

  public double totalBytes() {
    return weightBytes + kvCacheBytes + stateBytes + activationBytes;
  }
}
