package ridgepoint.software;

/**
 * What the processor beside the devices does in every step of serving, and when the devices wait
 * for it.
 *
 * @param stepSeconds to schedule a step, prepare its inputs, sample and take its outputs apart
 * @param sequenceSeconds the same for each sequence of the step
 * @param kernelSeconds to launch one kernel, where no graph of kernels is replayed
 * @param graphTokens tokens of the largest step that replays a captured graph; 0 when none does
 * @param overlapped whether it prepares the next step while the devices compute this one
 * @param requestSeconds between a request's arrival and its first step, and between its first
 *     token's step and the client: tokenising, transport
 */
public record Host(
    double stepSeconds,
    double sequenceSeconds,
    double kernelSeconds,
    long graphTokens,
    boolean overlapped,
    double requestSeconds) {
  /** Takes no time. */
  public static final Host NONE = new Host(0, 0, 0, Long.MAX_VALUE, true, 0);

  /** The same with another time for every step. */
  public Host withStepSeconds(double changed) {
    return new Host(
        changed, sequenceSeconds, kernelSeconds, graphTokens, overlapped, requestSeconds);
  }

  /** The same with another time for every sequence of a step. */
  public Host withSequenceSeconds(double changed) {
    return new Host(stepSeconds, changed, kernelSeconds, graphTokens, overlapped, requestSeconds);
  }

  /** The same with another time to launch a kernel. */
  public Host withKernelSeconds(double changed) {
    return new Host(stepSeconds, sequenceSeconds, changed, graphTokens, overlapped, requestSeconds);
  }

  /** The same with another time for every request. */
  public Host withRequestSeconds(double changed) {
    return new Host(stepSeconds, sequenceSeconds, kernelSeconds, graphTokens, overlapped, changed);
  }

  /**
   * Seconds from a call of one operator to its first kernel, when nothing runs meanwhile; 0 where
   * graphs of kernels are replayed.
   */
  public double callSeconds() {
    return graphTokens == 0 ? kernelSeconds : 0;
  }

  /**
   * Seconds that the devices wait for the host in one step.
   *
   * <p>Kernels are launched ahead of the devices, so that launching and computing overlap in any
   * case: computing takes the longer of the two. What comes before the first launch either overlaps
   * with the step before or is added.
   *
   * @param deviceSeconds the kernels of the step take on the devices
   * @param kernels of the step
   * @param sequences in the step
   * @param tokens that pass the layers
   */
  public double exposedSeconds(double deviceSeconds, double kernels, long sequences, long tokens) {
    double scheduling = stepSeconds + sequenceSeconds * sequences;
    double launching = tokens > graphTokens ? kernels * kernelSeconds : 0;
    return overlapped
        ? Math.max(0, scheduling + launching - deviceSeconds)
        : scheduling + Math.max(0, launching - deviceSeconds);
  }
}
