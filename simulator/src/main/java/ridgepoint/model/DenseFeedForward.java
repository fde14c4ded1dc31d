package ridgepoint.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Two linear layers with a non-linearity between, or three when gated (Shazeer 2020).
 *
 * @param width features between the layers
 */
public record DenseFeedForward(long width, Activation activation, boolean gated, boolean bias)
    implements FeedForward {
  @Override
  public List<Projection> projections(long hiddenSize) {
    return mlp("", hiddenSize, width, gated, bias);
  }

  /** The projections of a feed-forward with a prefix to their names. */
  static List<Projection> mlp(
      String prefix, long hiddenSize, long width, boolean gated, boolean bias) {
    List<Projection> list = new ArrayList<>();
    if (gated) {
      list.add(
          new Projection(prefix + "gate_proj", hiddenSize, width, bias, Projection.Split.COLUMN));
    }
    list.add(new Projection(prefix + "up_proj", hiddenSize, width, bias, Projection.Split.COLUMN));
    list.add(new Projection(prefix + "down_proj", width, hiddenSize, bias, Projection.Split.ROW));
    return list;
  }

  @Override
  public String description() {
    return activation.label(gated) + " " + width;
  }
}
