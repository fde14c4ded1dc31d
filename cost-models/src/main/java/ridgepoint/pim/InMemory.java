package ridgepoint.pim;

import ridgepoint.estimate.CostModel;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.operator.Attention;

/** What a memory computes by itself, at some fidelity. */
public interface InMemory extends CostModel {
  /** Attention over a cache in the memory, the host doing what the memory can't. */
  OperatorEstimate attention(Attention attention, CostModel host);
}
