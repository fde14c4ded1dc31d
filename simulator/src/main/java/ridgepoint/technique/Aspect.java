package ridgepoint.technique;

/**
 * What a change is about. Two techniques that change the same aspect in different ways cannot be
 * combined; changes are applied in the order of these constants.
 */
public enum Aspect {
  WEIGHT_FORMAT("the format of the weights"),
  WEIGHT_SPARSITY("which weights are kept"),
  ACTIVATION_FORMAT("the format of the activations"),
  COMPUTE_TYPE("what linear layers compute in"),
  KV_CACHE_FORMAT("the format of the KV cache"),
  ATTENTION_COMPUTE_TYPE("what attention computes in"),
  ATTENTION_KERNEL("the attention kernel"),
  ATTENTION_SPAN("which keys a query sees"),
  PLACEMENT("where weights and KV cache live"),
  DECODING("how tokens are generated");

  private final String text;

  Aspect(String text) {
    this.text = text;
  }

  /** In words, for messages. */
  public String text() {
    return text;
  }
}
