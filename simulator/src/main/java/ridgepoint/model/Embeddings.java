package ridgepoint.model;

/**
 * How inputs become vectors.
 *
 * @param vocabularySize rows of the token table; 0 for images
 * @param positions how order is told
 * @param positionRows rows of a learned position table; 0 when positions are not learned
 * @param typeRows rows of a token-type table (BERT); 0 for none
 * @param norm whether a norm follows (BERT, BLOOM, RWKV)
 * @param patchSize side of an image patch in pixels; 0 for text
 * @param imageSize side of an image in pixels; 0 for text
 */
public record Embeddings(
    long vocabularySize,
    Positions positions,
    long positionRows,
    long typeRows,
    boolean norm,
    int patchSize,
    int imageSize) {
  private static final int COLOURS = 3;

  /** How a model tells the order of tokens. */
  public enum Positions {
    LEARNED,
    ROTARY,
    ALIBI,
    NONE
  }

  public boolean isImage() {
    return patchSize > 0;
  }

  /** Values of one image patch. */
  public long patchValues() {
    return (long) COLOURS * patchSize * patchSize;
  }

  /** Tokens of an image: its patches and the class token. */
  public long imageTokens() {
    long side = imageSize / patchSize;
    return side * side + 1;
  }

  public long parameters(long hiddenSize, NormStyle norms) {
    long patches = isImage() ? (patchValues() + 1) * hiddenSize + hiddenSize : 0;
    return (vocabularySize + positionRows + typeRows) * hiddenSize
        + patches
        + (norm ? norms.parameters(hiddenSize) : 0);
  }
}
