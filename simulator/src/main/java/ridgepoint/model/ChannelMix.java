package ridgepoint.model;

import java.util.List;

/**
 * RWKV's channel mix: sigmoid(R x) * (V relu(K x)^2) on token-shifted inputs (Peng 2023, equation
 * 18).
 */
public record ChannelMix(long width) implements FeedForward {
  @Override
  public List<Projection> projections(long hiddenSize) {
    return List.of(
        new Projection("channel_key_proj", hiddenSize, width, false, Projection.Split.COLUMN),
        new Projection("channel_value_proj", width, hiddenSize, false, Projection.Split.ROW),
        new Projection(
            "channel_receptance_proj", hiddenSize, hiddenSize, false, Projection.Split.REPLICATED));
  }

  /** Interpolation vectors of key and receptance. */
  @Override
  public long vectorParameters(long hiddenSize) {
    return 2 * hiddenSize;
  }

  @Override
  public String description() {
    return "channel mix " + width;
  }
}
