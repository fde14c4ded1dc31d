package ridgepoint.workload;

import java.util.Optional;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;

/**
 * Formats by role.
 *
 * @param weights of linear layers
 * @param activations between operators
 * @param kvCache of cached keys and values
 * @param compute what matrix products of linear layers are computed in; weights narrower than this
 *     are widened in the kernel
 * @param attentionCompute what products of attention are computed in
 * @param head of the output matrix (lm_head)
 * @param experts of routed experts, where they are not like the other linear layers
 */
public record Precision(
    Format weights,
    Format activations,
    Format kvCache,
    DataType compute,
    DataType attentionCompute,
    Format head,
    Optional<Experts> experts) {

  /** Weights of routed experts and the type of their products. */
  public record Experts(Format weights, DataType compute) {}

  /**
   * The output matrix in the format that goes with the weights: the same when they are plain
   * elements; unquantised when they are in groups, as weight-only quantisers (GPTQ, AWQ) leave it.
   */
  public Precision(
      Format weights,
      Format activations,
      Format kvCache,
      DataType compute,
      DataType attentionCompute) {
    this(
        weights,
        activations,
        kvCache,
        compute,
        attentionCompute,
        weights.isGrouped() ? unquantised(weights, activations) : weights,
        Optional.empty());
  }

  /** One type for everything. */
  public static Precision uniform(DataType type) {
    Format format = Format.of(type);
    return new Precision(format, format, format, type, type);
  }

  /**
   * The same with the weights in another format, and the output matrix in the one that goes along.
   */
  public Precision withWeights(Format changed) {
    return new Precision(changed, activations, kvCache, compute, attentionCompute);
  }

  /** The same with other activations, and the output matrix in the format that goes along. */
  public Precision withActivations(Format changed) {
    return new Precision(weights, changed, kvCache, compute, attentionCompute);
  }

  /** The same with cached keys and values in another format. */
  public Precision withKvCache(Format changed) {
    return new Precision(weights, activations, changed, compute, attentionCompute, head, experts);
  }

  /** The same with products of linear layers in another type. */
  public Precision withCompute(DataType changed) {
    return new Precision(weights, activations, kvCache, changed, attentionCompute, head, experts);
  }

  /** The same with products of attention in another type. */
  public Precision withAttentionCompute(DataType changed) {
    return new Precision(weights, activations, kvCache, compute, changed, head, experts);
  }

  /** The same with the output matrix in another format. */
  public Precision withHead(Format changed) {
    return new Precision(
        weights, activations, kvCache, compute, attentionCompute, changed, experts);
  }

  /** The same with routed experts in formats of their own. */
  public Precision withExperts(Experts changed) {
    return new Precision(
        weights, activations, kvCache, compute, attentionCompute, head, Optional.of(changed));
  }

  /** Of routed experts: their own formats, or those of the other linear layers. */
  public Experts expertFormats() {
    return experts.orElseGet(() -> new Experts(weights, compute));
  }

  /** The format of what is never quantised: embeddings, norms, biases, routers. */
  public Format unquantised() {
    return unquantised(weights, activations);
  }

  private static Format unquantised(Format weights, Format activations) {
    if (!weights.isGrouped() && weights.type().bits() >= Short.SIZE) {
      return weights;
    }
    return activations.type().bits() >= Short.SIZE ? activations : Format.of(DataType.FP16);
  }
}
