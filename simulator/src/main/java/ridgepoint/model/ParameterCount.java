package ridgepoint.model;

/**
 * Parameters by part.
 *
 * @param experts over all experts of all layers
 * @param active parameters one token uses; all of them without experts. The embedding table is
 *     counted whole, as publications do.
 */
public record ParameterCount(
    long embeddings,
    long mixers,
    long feedForwards,
    long experts,
    long norms,
    long head,
    double active) {

  /** All parameters; tied embeddings count once. */
  public long total() {
    return embeddings + mixers + feedForwards + experts + norms + head;
  }

  static ParameterCount of(ModelSpec model) {
    long hidden = model.hiddenSize();
    long mixers = 0;
    long feedForwards = 0;
    long experts = 0;
    long norms = model.norms().finalNorm() ? model.norms().parameters(hidden) : 0;
    double active = norms;
    for (Layer layer : model.layers()) {
      Mixer mixer = layer.mixer();
      FeedForward feedForward = layer.feedForward();
      long mixing = linear(mixer.projections(hidden)) + mixer.vectorParameters(hidden);
      long norm =
          model.norms().perLayer(!(feedForward instanceof NoFeedForward))
              * model.norms().parameters(hidden);
      mixers += mixing;
      feedForwards +=
          linear(feedForward.projections(hidden)) + feedForward.vectorParameters(hidden);
      experts += feedForward.expertParameters(hidden);
      norms += norm;
      active += mixing + norm + feedForward.activeParameters(hidden);
    }
    long embeddings = model.embeddings().parameters(hidden, model.norms());
    long head = model.head().parameters(hidden);
    return new ParameterCount(
        embeddings, mixers, feedForwards, experts, norms, head, active + embeddings + head);
  }

  private static long linear(java.util.List<Projection> projections) {
    return projections.stream().mapToLong(Projection::parameters).sum();
  }
}
