package ridgepoint.exploration.evaluation;

import java.util.List;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.hardware.library.WhatIf;
import ridgepoint.simulation.RunRequest;
import ridgepoint.software.SoftwareStack;

/**
 * One question to the simulator, before numbers of its hardware are changed.
 *
 * @param hardware an id, or a path
 * @param changes of its description that the question brings along
 * @param request model and workload
 */
public record Question(
    String hardware,
    List<WhatIf> changes,
    RunRequest request,
    Fidelity fidelity,
    SoftwareStack stack) {
  public Question {
    changes = List.copyOf(changes);
  }
}
