package ridgepoint.graph;

import ridgepoint.workload.KernelChoices;

/**
 * Which keys a query sees: the narrower of the model's own window and the workload's, and the first
 * tokens that the workload's window never drops.
 *
 * @param window keys, the query's own included; 0 for all
 */
record AttentionWindow(long window, long sinkTokens) {

  static AttentionWindow of(KernelChoices kernels, long own) {
    long asked = kernels.window().orElse(0);
    long narrower = own == 0 ? asked : asked == 0 ? own : Math.min(own, asked);
    return new AttentionWindow(narrower, asked == 0 ? 0 : kernels.sinkTokens());
  }

  /** Keys that at least one of the last {@code queries} of {@code keys} tokens sees. */
  long seen(long keys, long queries) {
    return window == 0 ? keys : Math.min(keys, window + sinkTokens + queries - 1);
  }

  /** Tokens whose keys and values are still needed after {@code tokens}. */
  long kept(long tokens) {
    return seen(tokens, 1);
  }
}
