package ridgepoint.model;

/**
 * What turns the last layer's output into results.
 *
 * @param outputs rows of the output matrix: the vocabulary, or classes
 * @param tied whether the token embeddings serve as the matrix
 * @param softCap limit of the logits by tanh; 0 for none
 */
public record Head(Kind kind, long outputs, boolean tied, boolean bias, double softCap) {
  /** Which results. */
  public enum Kind {
    /** Logits of the next token. */
    LANGUAGE,
    /** Class scores from the first token. */
    CLASSIFIER,
    /** A dense layer with tanh on the first token (BERT). */
    POOLER,
    NONE
  }

  public long parameters(long hiddenSize) {
    return (tied ? 0 : outputs * hiddenSize) + (bias ? outputs : 0);
  }
}
