package ridgepoint.execution;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import ridgepoint.cycle.KernelExecution;
import ridgepoint.estimate.CostModel;
import ridgepoint.operator.Operator;
import ridgepoint.tensor.Tensor;
import ridgepoint.tile.Kernel;
import ridgepoint.tile.Operand;

/**
 * Computes kernels while a simulated device times them, tile by tile; those that the device has no
 * tiles for, such as transfers between devices, run on the functional machine.
 */
public final class EventRunner implements KernelRunner {
  private final CostModel model;
  private final KernelExecution events;
  private final KernelRunner others = new FunctionalRunner(1, true);
  private long kernels;
  private long simulated;
  private long tiles;
  private long tilesWithoutEvent;
  private double seconds;

  /**
   * @param model a cycle model whose settings execute with {@code events}
   */
  public EventRunner(CostModel model, KernelExecution events) {
    this.model = model;
    this.events = events;
  }

  @Override
  public Computed run(Operator operator, Kernel kernel, Function<List<Operand>, Tensor[]> inputs) {
    kernels++;
    Optional<KernelExecution.Result> found = events.run(model, operator, kernel, inputs);
    if (found.isEmpty()) {
      return others.run(operator, kernel, inputs);
    }
    KernelExecution.Result result = found.get();
    simulated++;
    tiles += result.tiles();
    tilesWithoutEvent += result.tilesWithoutEvent();
    seconds += result.estimate().latencySeconds();
    return new Computed(result.operands(), result.tensors(), Optional.of(result.verification()));
  }

  /** What the devices took for the kernels that events computed, one after another. */
  double seconds() {
    return seconds;
  }

  /** What was computed how. */
  String summary() {
    if (simulated == 0) {
      return "the device runs no kernel as tiles of its own: all ran on the functional machine";
    }
    return String.format(
        Locale.ROOT,
        "%d of %d kernels were computed while they were timed, in %.4g s of device time: %d tiles,"
            + " %d of them when their pass had ended",
        simulated,
        kernels,
        seconds,
        tiles,
        tilesWithoutEvent);
  }
}
