package ridgepoint.estimate;

/**
 * Energy by component, in joules. The parts sum to the whole.
 *
 * @param compute operations of matrix, vector and special units
 * @param onChipMemory registers, shared memory, caches, scratchpads
 * @param mainMemory HBM, DRAM
 * @param links between devices and to the host
 * @param idle power that flows whatever is computed, idle and active, over the time taken
 */
public record Energy(
    double compute, double onChipMemory, double mainMemory, double links, double idle) {
  public static final Energy ZERO = new Energy(0, 0, 0, 0, 0);

  /** Static power over a time, and nothing else. */
  public static Energy idle(double watts, double seconds) {
    return new Energy(0, 0, 0, 0, watts * seconds);
  }

  public double totalJoules() {
    return compute + onChipMemory + mainMemory + links + idle;
  }

  public Energy plus(Energy other) {
    return new Energy(
        compute + other.compute,
        onChipMemory + other.onChipMemory,
        mainMemory + other.mainMemory,
        links + other.links,
        idle + other.idle);
  }

  public Energy times(double factor) {
    return new Energy(
        compute * factor,
        onChipMemory * factor,
        mainMemory * factor,
        links * factor,
        idle * factor);
  }
}
