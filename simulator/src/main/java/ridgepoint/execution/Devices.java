package ridgepoint.execution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ridgepoint.operator.Operator;
import ridgepoint.tensor.Tensor;
import ridgepoint.tile.Kernel;
import ridgepoint.tile.Operand;

/**
 * Devices that all execute the same operators, each on its own tensors, and keep the books of what
 * they executed.
 */
final class Devices {
  private final int count;
  private final KernelRunner runner;
  private final Map<String, Tally> tallies = new LinkedHashMap<>();

  /**
   * @param runner computes on each of them
   */
  Devices(int count, KernelRunner runner) {
    this.count = count;
    this.runner = runner;
  }

  int count() {
    return count;
  }

  List<Tally> tallies() {
    return new ArrayList<>(tallies.values());
  }

  /** Executes an operator on every device; operands without a source are outputs. */
  Results run(String name, Operator operator, Kernel kernel, Map<String, Source> sources) {
    Tensor[][] byDevice = new Tensor[count][];
    List<Operand> operands = List.of();
    for (int device = 0; device < count; device++) {
      KernelRunner.Computed computed = runOn(device, name, operator, kernel, sources);
      operands = computed.operands();
      byDevice[device] = computed.tensors();
    }
    return new Results(operands, byDevice);
  }

  /** Executes an operator that is one program over the buffers of all devices. */
  Results runTogether(String name, Operator operator, Kernel kernel, Map<String, Source> sources) {
    KernelRunner.Computed computed = runOn(0, name, operator, kernel, sources);
    return new Results(computed.operands(), new Tensor[][] {computed.tensors()});
  }

  private KernelRunner.Computed runOn(
      int device, String name, Operator operator, Kernel kernel, Map<String, Source> sources) {
    KernelRunner.Computed computed =
        runner.run(operator, kernel, operands -> inputs(device, operands, sources));
    computed
        .verification()
        .ifPresent(
            verification ->
                tallies
                    .computeIfAbsent(name, key -> new Tally(key, verification.kernel()))
                    .add(operator, verification));
    return computed;
  }

  private static Tensor[] inputs(int device, List<Operand> operands, Map<String, Source> sources) {
    Tensor[] tensors = new Tensor[operands.size()];
    for (Map.Entry<String, Source> source : sources.entrySet()) {
      int slot = Results.slot(operands, source.getKey());
      tensors[slot] = source.getValue().tensor(device, operands.get(slot));
    }
    return tensors;
  }
}
