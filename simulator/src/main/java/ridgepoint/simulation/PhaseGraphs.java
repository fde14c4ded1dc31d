package ridgepoint.simulation;

import java.util.List;
import ridgepoint.operator.Graph;
import ridgepoint.software.SoftwareStack;
import ridgepoint.workload.Workload;

/** What devices execute in each phase of a generation. */
interface PhaseGraphs {

  /** The software whose kernels these are. */
  SoftwareStack stack();

  /** The prompt, in the order of the stages; a draft model reads it too. */
  List<Graph> prefill(Workload workload);

  /**
   * One decode step in the order of the stages, or one round of proposing and checking. Draft steps
   * are taken at the context in the middle of the round.
   */
  List<Graph> decodeStep(Workload workload, long cachedTokens);
}
