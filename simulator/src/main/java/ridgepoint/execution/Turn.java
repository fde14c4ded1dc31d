package ridgepoint.execution;

/**
 * One pass of a model: which tokens of its sequences, over what is cached.
 *
 * @param queries new tokens per sequence
 * @param keys tokens per sequence so far, the new ones included
 */
record Turn(Steps steps, int batch, int queries, int keys, boolean isDecode) {
  int tokens() {
    return batch * queries;
  }

  int cached() {
    return keys - queries;
  }

  /** Positions of all new tokens, sequence after sequence. */
  long[] positions() {
    long[] positions = new long[tokens()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = cached() + i % queries;
    }
    return positions;
  }
}
