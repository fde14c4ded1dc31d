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
 * @param dram main memory command by command, where an engine can, instead of at a rate
 * @param executions where operators are computed as well as timed
 */
public record CycleSettings(
    Settings simulation,
    Listeners listeners,
    Optional<DramConfiguration> dram,
    Optional<Executions> executions) {

  /** With main memory at a rate. */
  public CycleSettings(Settings simulation, Listeners listeners) {
    this(simulation, listeners, Optional.empty(), Optional.empty());
  }

  /** The same with main memory command by command. */
  public CycleSettings on(DramConfiguration memory) {
    return new CycleSettings(simulation, listeners, Optional.of(memory), executions);
  }

  /** The same with simulations run in another way. */
  public CycleSettings running(Settings other) {
    return new CycleSettings(other, listeners, dram, executions);
  }

  /** The same with operators computed as well as timed. */
  public CycleSettings executing(Executions results) {
    return new CycleSettings(simulation, listeners, dram, Optional.of(results));
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
