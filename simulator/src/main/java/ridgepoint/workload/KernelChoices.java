package ridgepoint.workload;

import java.util.OptionalLong;

/**
 * Which kernels compute a model's operators.
 *
 * @param attention how attention is computed
 * @param weightDensity kept fraction of linear-layer weights; 0.5 for 2:4 sparsity
 * @param window keys a query sees at most, over what the model itself says; empty to leave it
 * @param sinkTokens first tokens a window never drops
 */
public record KernelChoices(
    AttentionKernel attention, double weightDensity, OptionalLong window, long sinkTokens) {
  public static final KernelChoices DEFAULT =
      new KernelChoices(AttentionKernel.FLASH_SPLIT_KV, 1, OptionalLong.empty(), 0);

  /** The same with attention computed by another kernel. */
  public KernelChoices withAttention(AttentionKernel changed) {
    return new KernelChoices(changed, weightDensity, window, sinkTokens);
  }

  /** The same with another fraction of the weights kept. */
  public KernelChoices withWeightDensity(double changed) {
    return new KernelChoices(attention, changed, window, sinkTokens);
  }

  /** The same with a query seeing the last {@code keys} and the first {@code sinks} keys. */
  public KernelChoices withWindow(long keys, long sinks) {
    return new KernelChoices(attention, weightDensity, OptionalLong.of(keys), sinks);
  }

  /** How attention is computed. */
  public enum AttentionKernel {
    /** Score product, softmax and value product as three operators; scores go through memory. */
    UNFUSED,
    /** One fused operator, parallel over sequences, heads and queries. */
    FLASH,
    /** The same for prompts; for steps of a few tokens with the keys split over workers as well. */
    FLASH_SPLIT_KV
  }
}
