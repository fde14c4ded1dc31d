package ridgepoint.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ridgepoint.model.ModelSpec;
import ridgepoint.workload.Workload;

/**
 * One question to the simulator.
 *
 * @param draft the model that proposes tokens when the workload speculates
 * @param allowOversubscription estimate even when memory does not suffice
 * @param allowEmulation compute in wider types where the device lacks one
 * @param inputs what the user asked for, as results echo it
 * @param notes what is to be told with the result
 */
public record RunRequest(
    ModelSpec model,
    Optional<ModelSpec> draft,
    Workload workload,
    boolean allowOversubscription,
    boolean allowEmulation,
    Map<String, String> inputs,
    List<String> notes) {
  public RunRequest {
    inputs = new LinkedHashMap<>(inputs);
    notes = List.copyOf(notes);
  }

  /** A plain question. */
  public static RunRequest of(ModelSpec model, Workload workload) {
    return new RunRequest(model, Optional.empty(), workload, false, false, Map.of(), List.of());
  }
}
