package ridgepoint.model;

import java.util.List;

/** What transforms each token by itself in a layer. */
public sealed interface FeedForward
    permits DenseFeedForward, MixtureOfExperts, ChannelMix, NoFeedForward {

  /** Linear layers that every token passes: all of a dense one, router and shared experts. */
  List<Projection> projections(long hiddenSize);

  /** Parameters that only chosen experts hold, over all experts; 0 without experts. */
  default long expertParameters(long hiddenSize) {
    return 0;
  }

  /** Parameters outside linear layers. */
  default long vectorParameters(long hiddenSize) {
    return 0;
  }

  /** Parameters one token uses, out of all of them. */
  default double activeParameters(long hiddenSize) {
    return vectorParameters(hiddenSize)
        + projections(hiddenSize).stream().mapToLong(Projection::parameters).sum();
  }

  /** Kind and sizes as a person reads them: {@code SwiGLU 11008}. */
  String description();
}
