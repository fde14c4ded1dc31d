package ridgepoint.pim.kernel;

import java.util.Optional;
import ridgepoint.cycle.CommandLog;
import ridgepoint.estimate.UnsupportedOperatorException;
import ridgepoint.number.DataType;

/** A memory that computes, driven command by command. Implementations are immutable. */
public interface Engine {
  /**
   * Plays the commands of a task.
   *
   * @throws ridgepoint.estimate.UnsupportedOperatorException when the memory cannot do it
   */
  default KernelRun run(Task task) {
    return run(task, CommandLog.NONE);
  }

  /** The same with a log of every command that is played. */
  default KernelRun run(Task task, CommandLog log) {
    check(task.type());
    if (task instanceof Task.Product product) {
      return product(product, log);
    }
    if (task instanceof Task.Elementwise elementwise) {
      return elementwise(elementwise, log);
    }
    if (task instanceof Task.Activated activated) {
      return activated(activated, log);
    }
    return attention((Task.Attention) task, log);
  }

  /** Seconds of a cycle of the clock that {@link KernelRun#cycles} and the log count. */
  double cycleSeconds();

  /** Refuses types that the units do not compute. */
  void check(DataType type);

  /** Vectors by matrices. */
  KernelRun product(Task.Product product, CommandLog log);

  /** Element by element. */
  KernelRun elementwise(Task.Elementwise task, CommandLog log);

  /** Products with bias and function; of units that have commands for them. */
  default KernelRun activated(Task.Activated task, CommandLog log) {
    throw new UnsupportedOperatorException(
        "only GDDR6-AiM adds biases and applies functions with commands of its own");
  }

  /** Attention; by default its two products, the softmax left to the host. */
  default KernelRun attention(Task.Attention attention, CommandLog log) {
    KernelRun scores = product(attention.scores(), log);
    return scores.then(product(attention.weightedSum(), log.after(scores.cycles())));
  }

  /**
   * The same by a host that reads the operands through the memory's ordinary interface and writes
   * the results, its own time left out; empty where that is not played.
   */
  default Optional<HostRun> host(Task task) {
    return Optional.empty();
  }

  /** Whether the memory computes the softmax of attention by itself. */
  default boolean hasSoftmax() {
    return false;
  }

  /**
   * A task through the host.
   *
   * @param cycles of the command clock
   * @param bytes between memory and host
   */
  record HostRun(long cycles, double cycleSeconds, double bytes) {}
}
