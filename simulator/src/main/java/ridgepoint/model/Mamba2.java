package ridgepoint.model;

import java.util.List;

/**
 * A Mamba-2 mixer (Dao 2024): input projection, short causal convolution, scalar-decay recurrence
 * with a state of [heads, headDim, stateDim], gated norm, output projection.
 *
 * @param groups groups of heads that share keys and queries (B and C in the paper)
 * @param convolutionWidth taps of the convolution
 */
public record Mamba2(int heads, int headDim, int stateDim, int groups, int convolutionWidth)
    implements Mixer {

  public long innerSize() {
    return (long) heads * headDim;
  }

  /** Channels of the convolution: values, keys and queries. */
  public long convolutionChannels() {
    return innerSize() + 2L * groups * stateDim;
  }

  @Override
  public List<Projection> projections(long hiddenSize) {
    long perHead = 2 * innerSize() + heads;
    long perGroup = 2L * groups * stateDim;
    return List.of(
        new Projection("in_proj", hiddenSize, perHead, false, Projection.Split.COLUMN),
        new Projection("bc_proj", hiddenSize, perGroup, false, Projection.Split.KEY_VALUE),
        new Projection("out_proj", innerSize(), hiddenSize, false, Projection.Split.ROW));
  }

  /** Convolution with bias; decay, skip and step bias per head; the gated norm. */
  @Override
  public long vectorParameters(long hiddenSize) {
    return convolutionChannels() * (convolutionWidth + 1) + 3L * heads + innerSize();
  }

  @Override
  public long cachedElementsPerToken() {
    return 0;
  }

  @Override
  public String description() {
    return "Mamba-2 " + heads + " heads x " + headDim + ", state " + stateDim;
  }
}
