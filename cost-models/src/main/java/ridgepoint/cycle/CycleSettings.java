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
 */
public record CycleSettings(
    Settings simulation, Listeners listeners, Optional<DramConfiguration> dram) {

  /** With main memory at a rate. */
  public CycleSettings(Settings simulation, Listeners listeners) {
    this(simulation, listeners, Optional.empty());
  }

  /** The same with main memory command by command. */
  public CycleSettings on(DramConfiguration memory) {
    return new CycleSettings(simulation, listeners, Optional.of(memory));
  }

  /** Skips what repeats, and nobody listens. */
  public static final CycleSettings USUAL =
      new CycleSettings(Settings.USUAL, (operator, program) -> Listener.NONE);

  /** Chooses who listens to the simulation of a pass of an operator. */
  @FunctionalInterface
  public interface Listeners {
    Listener of(Operator operator, Program program);
  }
}
