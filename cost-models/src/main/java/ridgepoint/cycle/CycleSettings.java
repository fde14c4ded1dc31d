package ridgepoint.cycle;

import ridgepoint.event.Listener;
import ridgepoint.event.Program;
import ridgepoint.event.Settings;
import ridgepoint.operator.Operator;

/**
 * How cycle models run their simulations.
 *
 * @param listeners who listens to which
 */
public record CycleSettings(Settings simulation, Listeners listeners) {

  /** Skips what repeats, and nobody listens. */
  public static final CycleSettings USUAL =
      new CycleSettings(Settings.USUAL, (operator, program) -> Listener.NONE);

  /** Chooses who listens to the simulation of a pass of an operator. */
  @FunctionalInterface
  public interface Listeners {
    Listener of(Operator operator, Program program);
  }
}
