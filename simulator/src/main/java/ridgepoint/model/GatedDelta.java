package ridgepoint.model;

import java.util.List;

/**
 * A gated delta network (Yang et al. 2024, <a
 * href="https://arxiv.org/abs/2412.06464">2412.06464</a>, as Qwen3-Next has it): projection to
 * queries, keys, values and an output gate, short causal convolution, a recurrence with one decay
 * per head whose state [valueDim, keyDim] is corrected by what it holds for the key already, gated
 * norm per head, output projection.
 *
 * @param keyHeads heads of queries and keys, each shared by {@code valueHeads / keyHeads} heads of
 *     values
 * @param convolutionWidth taps of the convolution
 */
public record GatedDelta(
    int keyHeads, int keyDim, int valueHeads, int valueDim, int convolutionWidth) implements Mixer {

  public long innerSize() {
    return (long) valueHeads * valueDim;
  }

  /** Channels of the convolution: queries, keys and values. */
  public long convolutionChannels() {
    return 2L * keyHeads * keyDim + innerSize();
  }

  @Override
  public List<Projection> projections(long hiddenSize) {
    long shared = 2L * keyHeads * keyDim;
    return List.of(
        new Projection(
            "value_gate_proj", hiddenSize, 2 * innerSize(), false, Projection.Split.COLUMN),
        new Projection("query_key_proj", hiddenSize, shared, false, Projection.Split.KEY_VALUE),
        new Projection(
            "decay_strength_proj", hiddenSize, 2L * valueHeads, false, Projection.Split.COLUMN),
        new Projection("out_proj", innerSize(), hiddenSize, false, Projection.Split.ROW));
  }

  /** Convolution without bias; decay and step bias per head; one norm for all heads. */
  @Override
  public long vectorParameters(long hiddenSize) {
    return convolutionChannels() * convolutionWidth + 2L * valueHeads + valueDim;
  }

  @Override
  public long cachedElementsPerToken() {
    return 0;
  }

  @Override
  public String description() {
    return "gated delta %d/%d heads, state %dx%d".formatted(valueHeads, keyHeads, valueDim, keyDim);
  }
}
