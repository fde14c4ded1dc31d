package ridgepoint.software;

/**
 * Which work of a model's layers a stack computes inside a neighbouring kernel. What is not fused
 * runs as a kernel of its own, with a launch and with its operands through memory.
 *
 * @param qkvProjection queries, keys and values (in latent attention, both down-projections) are
 *     one product
 * @param gateUpProjection gate and up of a gated feed-forward are one product, of experts too
 * @param rotary the attention kernel rotates queries and keys
 * @param cacheWrite whoever computes keys and values, or attends to them, writes the cache
 * @param residualAdd the residual addition is part of the norm after it
 * @param gatedActivation activation and multiplication by the gate are one kernel
 * @param quantisation activations of narrow products are quantised by the kernel before or by the
 *     product itself
 */
public record Fusion(
    boolean qkvProjection,
    boolean gateUpProjection,
    boolean rotary,
    boolean cacheWrite,
    boolean residualAdd,
    boolean gatedActivation,
    boolean quantisation) {

  /** The operators that {@code ModelGraphs} builds, one kernel each. */
  public static final Fusion OF_MODEL = new Fusion(false, false, false, true, true, true, true);
}
