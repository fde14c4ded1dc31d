package ridgepoint.software;

/**
 * How a server batches requests that come and go.
 *
 * @param tokensPerStep most tokens that pass the layers in one step
 * @param sequences most sequences in flight
 * @param memoryFraction of the device that weights, activations and KV cache may fill
 * @param reserving whether a request begins only when its whole answer has room, too
 * @param prefillFirst whether prompts that wait run alone before decoding goes on; otherwise both
 *     share steps
 * @param chunked whether a prompt may be cut to fill a step
 * @param waitSteps decoding steps that prompts wait before they are taken: until a scheduler looks
 *     for new requests again, or for prompts of other replicas to run along
 */
public record Batching(
    long tokensPerStep,
    long sequences,
    double memoryFraction,
    boolean reserving,
    boolean prefillFirst,
    boolean chunked,
    double waitSteps) {
  /** Prompts are taken at once. */
  public Batching(
      long tokensPerStep,
      long sequences,
      double memoryFraction,
      boolean reserving,
      boolean prefillFirst,
      boolean chunked) {
    this(tokensPerStep, sequences, memoryFraction, reserving, prefillFirst, chunked, 0);
  }

  /** Everything that waits joins the next step. */
  public static final Batching UNLIMITED =
      new Batching(Long.MAX_VALUE, Long.MAX_VALUE, 1, true, false, false);

  /** The same with another budget. */
  public Batching withTokensPerStep(long changed) {
    return new Batching(
        changed, sequences, memoryFraction, reserving, prefillFirst, chunked, waitSteps);
  }

  /** The same with room for other numbers of sequences. */
  public Batching withSequences(long changed) {
    return new Batching(
        tokensPerStep, changed, memoryFraction, reserving, prefillFirst, chunked, waitSteps);
  }

  /** The same with prompts and decoding in one step. */
  public Batching mixed() {
    return new Batching(
        tokensPerStep, sequences, memoryFraction, reserving, false, chunked, waitSteps);
  }

  /** The same with another wait of prompts. */
  public Batching withWaitSteps(double changed) {
    return new Batching(
        tokensPerStep, sequences, memoryFraction, reserving, prefillFirst, chunked, changed);
  }
}
