package ridgepoint.cli.option;

import java.util.Locale;
import java.util.function.LongSupplier;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cycle.CommandLog;
import ridgepoint.cycle.CycleSettings;
import ridgepoint.event.ClockDomain;
import ridgepoint.event.Listener;
import ridgepoint.event.Program;
import ridgepoint.event.Settings;
import ridgepoint.operator.Operator;

/**
 * Tells whoever waits at a terminal what is being simulated: a line now and then, the first after
 * two seconds. Safe for use by many threads.
 */
final class SimulationProgress implements Settings.Progress, CycleSettings.Listeners {
  private static final long PATIENCE_NANOSECONDS = 2_000_000_000L;

  private final Terminal terminal;
  private final CycleSettings.Listeners listeners;
  private final LongSupplier nanoseconds;
  private long said;
  private long simulations;
  private String operator = "";

  /**
   * @param listeners who listens as well
   * @param nanoseconds that have passed since some moment
   */
  SimulationProgress(
      Terminal terminal, CycleSettings.Listeners listeners, LongSupplier nanoseconds) {
    this.terminal = terminal;
    this.listeners = listeners;
    this.nanoseconds = nanoseconds;
    said = nanoseconds.getAsLong();
  }

  @Override
  public synchronized Listener of(Operator next, Program program) {
    simulations++;
    operator = next.kind() + " " + next.shape();
    say("");
    return listeners.of(next, program);
  }

  @Override
  public CommandLog commands(String name, double cycleSeconds) {
    return listeners.commands(name, cycleSeconds);
  }

  @Override
  public synchronized void at(long ticks, long events) {
    double milliseconds = ClockDomain.seconds(ticks) * 1e3;
    say(String.format(Locale.ROOT, ", at %.3f ms after %d events", milliseconds, events));
  }

  private void say(String where) {
    if (nanoseconds.getAsLong() - said >= PATIENCE_NANOSECONDS) {
      said = nanoseconds.getAsLong();
      terminal.say("simulation " + simulations + ": " + operator + where);
    }
  }
}
