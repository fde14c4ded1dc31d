package ridgepoint.simulation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import ridgepoint.operator.Graph;
import ridgepoint.software.SoftwareStack;
import ridgepoint.workload.Workload;

/** Graphs of one workload, built when first asked for and kept. Safe for use by many threads. */
final class KeptGraphs implements PhaseGraphs {
  private static final long PREFILL = -1;

  private final Phases phases;
  private final Map<Long, List<Graph>> byContext = new ConcurrentHashMap<>();

  KeptGraphs(Phases phases) {
    this.phases = phases;
  }

  @Override
  public SoftwareStack stack() {
    return phases.stack();
  }

  @Override
  public List<Graph> prefill(Workload workload) {
    return byContext.computeIfAbsent(PREFILL, key -> phases.prefill(workload));
  }

  @Override
  public List<Graph> decodeStep(Workload workload, long cachedTokens) {
    return byContext.computeIfAbsent(cachedTokens, key -> phases.decodeStep(workload, key));
  }
}
