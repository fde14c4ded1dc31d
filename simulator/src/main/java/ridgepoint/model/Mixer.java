package ridgepoint.model;

import java.util.List;

/** What mixes tokens in a layer: attention, or a recurrence over time. */
public sealed interface Mixer permits GroupedAttention, LatentAttention, Mamba2, GatedDelta, Rwkv6 {

  /** The linear layers, in the order they run. */
  List<Projection> projections(long hiddenSize);

  /** Parameters outside the linear layers: norms on heads, decays, convolutions, sinks. */
  long vectorParameters(long hiddenSize);

  /** Elements a token leaves in the KV cache of this layer; 0 for recurrences. */
  long cachedElementsPerToken();

  /** Kind and sizes as a person reads them: {@code GQA 32/8 x 128}. */
  String description();
}
