package ridgepoint.model;

import java.util.List;

/**
 * The time mix of RWKV-6 "Finch" (Peng 2024): data-dependent token shift through low-rank
 * projections, data-dependent decay per channel, a state of [heads, headDim, headDim], a norm per
 * head and a gate.
 *
 * @param mixRank rank of each of the five token-shift projections
 * @param decayRank rank of the decay's projection
 */
public record Rwkv6(int heads, int headDim, int mixRank, int decayRank) implements Mixer {
  /** Token shifts with their own interpolation: decay, key, value, receptance, gate. */
  public static final int SHIFTS = 5;

  @Override
  public List<Projection> projections(long hiddenSize) {
    long width = (long) heads * headDim;
    return List.of(
        linear("mix_down_proj", hiddenSize, (long) SHIFTS * mixRank, Projection.Split.REPLICATED),
        linear("mix_up_proj", (long) SHIFTS * mixRank, hiddenSize, Projection.Split.REPLICATED),
        linear("receptance_proj", hiddenSize, width, Projection.Split.COLUMN),
        linear("key_proj", hiddenSize, width, Projection.Split.COLUMN),
        linear("value_proj", hiddenSize, width, Projection.Split.COLUMN),
        linear("gate_proj", hiddenSize, width, Projection.Split.COLUMN),
        linear("decay_down_proj", hiddenSize, decayRank, Projection.Split.REPLICATED),
        linear("decay_up_proj", decayRank, width, Projection.Split.COLUMN),
        linear("out_proj", width, hiddenSize, Projection.Split.ROW));
  }

  private static Projection linear(String name, long in, long out, Projection.Split split) {
    return new Projection(name, in, out, false, split);
  }

  /** One interpolation vector more than there are shifts, base decay, bonus, norm per head. */
  @Override
  public long vectorParameters(long hiddenSize) {
    return (SHIFTS + 1 + 1) * hiddenSize + 3L * heads * headDim;
  }

  @Override
  public long cachedElementsPerToken() {
    return 0;
  }

  @Override
  public String description() {
    return "RWKV-6 " + heads + " heads x " + headDim;
  }
}
