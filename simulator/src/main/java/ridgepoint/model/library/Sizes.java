package ridgepoint.model.library;

import java.util.List;
import java.util.Locale;
import ridgepoint.input.InputException;
import ridgepoint.model.DenseFeedForward;
import ridgepoint.model.Embeddings;
import ridgepoint.model.FeedForward;
import ridgepoint.model.GroupedAttention;
import ridgepoint.model.Head;
import ridgepoint.model.LatentAttention;
import ridgepoint.model.Mixer;
import ridgepoint.model.MixtureOfExperts;
import ridgepoint.model.ModelSpec;
import ridgepoint.model.NormStyle;
import ridgepoint.model.Publication;

/** A model's sizes as an import finds them, before they are checked and become a model. */
record Sizes(
    ModelSpec.Direction direction,
    long hiddenSize,
    long maximumPositions,
    Embeddings embeddings,
    List<? extends Mixer> mixers,
    List<? extends FeedForward> feedForwards,
    NormStyle norms,
    Head head) {
  /** How many layers there are, refused when nothing could hold them. */
  static int layers(ConfigFields fields, String... names) {
    long layers = fields.size(names);
    if (layers < 1 || layers > Most.LAYERS) {
      throw fields.failure(names[0], "must be between 1 and " + Most.LAYERS + ", found " + layers);
    }
    return (int) layers;
  }

  /**
   * @throws InputException when a size is zero or heads do not divide
   */
  ModelSpec model(String name, String source) {
    if (hiddenSize < 1 || (embeddings.vocabularySize() < 1 && !embeddings.isImage())) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s: hidden size and vocabulary must be at least 1, found %d and %d",
              source,
              hiddenSize,
              embeddings.vocabularySize()));
    }
    for (Mixer mixer : mixers) {
      check(mixer, source);
    }
    for (FeedForward feedForward : feedForwards) {
      check(feedForward, source);
    }
    return new ModelSpec(
        name,
        name,
        new Publication(List.of(), source, 0, ""),
        direction,
        hiddenSize,
        maximumPositions,
        embeddings,
        Layers.of(mixers, feedForwards),
        norms,
        head);
  }

  private static void check(Mixer mixer, String source) {
    if (mixer instanceof GroupedAttention attention
        && (attention.heads() < 1
            || attention.kvHeads() < 1
            || attention.headDim() < 1
            || attention.heads() % attention.kvHeads() != 0
            || attention.rotaryDim() % 2 != 0)) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s: attention with %d heads, %d key-value heads of %d and %d rotated dimensions is"
                  + " impossible",
              source,
              attention.heads(),
              attention.kvHeads(),
              attention.headDim(),
              attention.rotaryDim()));
    }
    if (mixer instanceof LatentAttention attention
        && (attention.heads() < 1
            || attention.keyValueRank() < 1
            || attention.nopeDim() < 1
            || attention.ropeDim() < 2
            || attention.valueDim() < 1)) {
      throw new InputException(source + ": latent attention has a size of 0");
    }
  }

  private static void check(FeedForward feedForward, String source) {
    if (feedForward instanceof DenseFeedForward dense && dense.width() < 1) {
      throw new InputException(source + ": the feed-forward has no width");
    }
    if (feedForward instanceof MixtureOfExperts mixture
        && (mixture.experts() < 1
            || mixture.topK() < 1
            || mixture.topK() > mixture.experts()
            || mixture.expertWidth() < 1)) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s: %d of %d experts of width %d is impossible",
              source,
              mixture.topK(),
              mixture.experts(),
              mixture.expertWidth()));
    }
  }
}
