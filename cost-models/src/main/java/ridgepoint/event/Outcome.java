package ridgepoint.event;

import java.util.function.IntToDoubleFunction;

/** What became of a program. */
public final class Outcome {
  private final Program program;
  private final boolean complete;
  private final long ticks;
  private final long events;
  private final long skippedTicks;
  private final long[] executions;
  private final long[] stalled;
  private final long[] busy;

  Outcome(
      Program program,
      boolean complete,
      long ticks,
      long events,
      long skippedTicks,
      long[] executions,
      long[] stalled) {
    this.program = program;
    this.complete = complete;
    this.ticks = ticks;
    this.events = events;
    this.skippedTicks = skippedTicks;
    this.executions = executions;
    this.stalled = stalled;
    busy = new long[program.units.size()];
    for (int at = 0; at < executions.length; at++) {
      if (program.opcode[at] == Opcode.USE) {
        busy[program.target[at]] += executions[at] * program.occupancy[at];
      }
    }
  }

  /** Whether the program came to its end, and was not stopped before. */
  public boolean isComplete() {
    return complete;
  }

  /** From the first event to the last result; of a program that was stopped, until then. */
  public long ticks() {
    return ticks;
  }

  /** How many events were handled; those skipped are not among them. */
  public long events() {
    return events;
  }

  /** How much of the time was multiplied instead of replayed. */
  public long skippedTicks() {
    return skippedTicks;
  }

  /** Ticks in which a unit was occupied. */
  public long busyTicks(int unit) {
    return busy[unit];
  }

  /** Ticks in which a unit stood idle because the stream that used it next waited for a cause. */
  public long stalledTicks(int unit, int cause) {
    return stalled[unit * program.causes.size() + cause];
  }

  /** Ticks in which a unit stood idle for any cause. */
  public long stalledTicks(int unit) {
    long sum = 0;
    for (int cause = 0; cause < program.causes.size(); cause++) {
      sum += stalledTicks(unit, cause);
    }
    return sum;
  }

  /**
   * Ticks in which a unit had nothing to do: before its first work, after its last, and between.
   */
  public long idleTicks(int unit) {
    return ticks - busy[unit] - stalledTicks(unit);
  }

  /** How often an instruction was done. */
  public long executions(int instruction) {
    return executions[instruction];
  }

  /**
   * Something that every use of a tag adds to, such as bytes of a memory or joules, summed.
   *
   * @param ofTag what one adds
   */
  public double total(IntToDoubleFunction ofTag) {
    double sum = 0;
    for (int at = 0; at < executions.length; at++) {
      if (executions[at] > 0 && program.tag[at] >= 0) {
        sum += executions[at] * ofTag.applyAsDouble(program.tag[at]);
      }
    }
    return sum;
  }

  /** Told how often something was done that counts as a tag. */
  @FunctionalInterface
  public interface Tagged {
    void done(int tag, long times);
  }

  /** Goes through all instructions that have a tag and were done. */
  public void eachTag(Tagged tagged) {
    for (int at = 0; at < executions.length; at++) {
      if (executions[at] > 0 && program.tag[at] >= 0) {
        tagged.done(program.tag[at], executions[at]);
      }
    }
  }

  public Program program() {
    return program;
  }
}
