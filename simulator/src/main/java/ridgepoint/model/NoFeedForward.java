package ridgepoint.model;

import java.util.List;

/** A layer that is only a mixer, as in Mamba. */
public record NoFeedForward() implements FeedForward {
  @Override
  public List<Projection> projections(long hiddenSize) {
    return List.of();
  }

  @Override
  public String description() {
    return "none";
  }
}
