package ridgepoint.pim.kernel;

import java.util.Optional;

/** A memory that computes, driven command by command. Implementations are immutable. */
public interface Engine {
  /**
   * Plays the commands of a task.
   *
   * @throws ridgepoint.estimate.UnsupportedOperatorException when the memory cannot do it
   */
  KernelRun run(Task task);

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
