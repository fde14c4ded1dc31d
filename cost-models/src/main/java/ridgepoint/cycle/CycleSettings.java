package ridgepoint.cycle;

import java.util.Optional;
import ridgepoint.dram.DramConfiguration;
import ridgepoint.event.Listener;
import ridgepoint.event.Program;
import ridgepoint.event.Settings;
import ridgepoint.operator.Operator;

/**
 * How cycle models run their simulations.
 *
 * @param listeners who listens to which
 * @param memory what main memory is
 * @param playsWhole whether controllers of main memory play passes to their ends, however long, and
 *     not a window of them whose rate holds for the rest
 * @param executions where operators are computed as well as timed
 */
public record CycleSettings(
    Settings simulation,
    Listeners listeners,
    MemoryChoice memory,
    boolean playsWhole,
    Optional<Executing> executions) {

  /** With the main memory that a device describes. */
  public CycleSettings(Settings simulation, Listeners listeners) {
    this(simulation, listeners, new MemoryChoice.Described(), false, Optional.empty());
  }

  /** The same with another main memory. */
  public CycleSettings on(MemoryChoice other) {
    return new CycleSettings(simulation, listeners, other, playsWhole, executions);
  }

  /** The same with passes played to their ends. */
  public CycleSettings playingWhole() {
    return new CycleSettings(simulation, listeners, memory, true, executions);
  }

  /** The same with simulations run in another way. */
  public CycleSettings running(Settings other) {
    return new CycleSettings(other, listeners, memory, playsWhole, executions);
  }

  /** The same with operators computed as well as timed. */
  public CycleSettings executing(Executing results) {
    return new CycleSettings(simulation, listeners, memory, playsWhole, Optional.of(results));
  }

  /** Whether somebody may listen. */
  boolean listens() {
    return listeners != USUAL.listeners;
  }

  /** What main memory is in simulations. */
  public sealed interface MemoryChoice {
    /** Controllers of the DRAM that the device names; where it names none, a rate. */
    record Described() implements MemoryChoice {}

    /** A rate. */
    record AtRate() implements MemoryChoice {}

    /** Controllers of a DRAM, as many as come nearest to the device's bandwidth. */
    record Of(DramConfiguration dram) implements MemoryChoice {}
  }

  /** Skips what repeats, and nobody listens. */
  public static final CycleSettings USUAL =
      new CycleSettings(Settings.USUAL, (operator, program) -> Listener.NONE);

  /** Chooses who listens to the simulation of a pass of an operator. */
  @FunctionalInterface
  public interface Listeners {
    Listener of(Operator operator, Program program);

    /** Who is told of the commands of a memory that computes, of a cycle of so many seconds. */
    default CommandLog commands(String name, double cycleSeconds) {
      return CommandLog.NONE;
    }
  }
}
