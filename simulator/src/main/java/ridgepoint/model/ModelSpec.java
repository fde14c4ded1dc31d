package ridgepoint.model;

import java.util.List;

/**
 * A language or vision model by its sizes: everything that decides what it computes and stores.
 *
 * @param id kebab-case name, such as {@code llama-3.1-8b}
 * @param name as its makers write it
 * @param direction whether tokens see only what came before, or everything
 * @param maximumPositions longest context it was made for; 0 when there is no limit
 * @param layers every layer, in order
 */
public record ModelSpec(
    String id,
    String name,
    Publication publication,
    Direction direction,
    long hiddenSize,
    long maximumPositions,
    Embeddings embeddings,
    List<Layer> layers,
    NormStyle norms,
    Head head) {
  public ModelSpec {
    layers = List.copyOf(layers);
  }

  /** Whether a model generates token after token or reads all at once. */
  public enum Direction {
    DECODER,
    ENCODER
  }

  /** Parameters by part, computed from the sizes. */
  public ParameterCount parameters() {
    return ParameterCount.of(this);
  }

  /**
   * What drafts a token further ahead: the last layer once more, between the model's own embedding
   * and output matrix (multi-token prediction, DeepSeek-V3, section 2.2). The product that joins
   * the embedding to the state before, 2% of such a layer of DeepSeek-V3, is left out.
   */
  public ModelSpec draftHead() {
    return new ModelSpec(
        id + "-mtp",
        name + ", head for further tokens",
        publication,
        direction,
        hiddenSize,
        maximumPositions,
        embeddings,
        List.of(layers.get(layers.size() - 1)),
        norms,
        head);
  }

  public boolean isDecoder() {
    return direction == Direction.DECODER;
  }

  /** Whether mixer and feed-forward of a layer run side by side on one norm. */
  public boolean isParallel() {
    return norms.placement() == NormStyle.Placement.PARALLEL;
  }

  /** Elements one token leaves in the KV cache of all layers. */
  public long cachedElementsPerToken() {
    return layers.stream().mapToLong(layer -> layer.mixer().cachedElementsPerToken()).sum();
  }

  /** The mixer kinds, most common first in layer order, as a person reads them. */
  public String mixerDescription() {
    List<String> kinds =
        layers.stream().map(layer -> layer.mixer().description()).distinct().toList();
    return String.join(" | ", kinds);
  }

  /** The feed-forward kinds as a person reads them. */
  public String feedForwardDescription() {
    List<String> kinds =
        layers.stream().map(layer -> layer.feedForward().description()).distinct().toList();
    return String.join(" | ", kinds);
  }
}
