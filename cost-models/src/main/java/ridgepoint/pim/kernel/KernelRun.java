package ridgepoint.pim.kernel;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a task took, command by command.
 *
 * @param cycles of the command clock, or of the processors' clock
 * @param readOutCycles beside them in which the host takes the results out
 * @param cycleSeconds of one cycle
 * @param commands by name, of all channels
 * @param multiplyAdds executed, padding included
 * @param vectorOperations executed element by element
 * @param specialOperations exponentials and the like
 * @param externalBytes between memory and host
 * @param simulated share of the commands that were played; the rest went at their rate
 */
public record KernelRun(
    long cycles,
    long readOutCycles,
    double cycleSeconds,
    Map<String, Long> commands,
    double multiplyAdds,
    double vectorOperations,
    double specialOperations,
    double externalBytes,
    double simulated) {
  public KernelRun {
    commands = new LinkedHashMap<>(commands);
  }

  /** Until the host has the results. */
  public double seconds() {
    return (cycles + readOutCycles) * cycleSeconds;
  }

  /** This and then another on the same clock. */
  public KernelRun then(KernelRun next) {
    Map<String, Long> both = new LinkedHashMap<>(commands);
    next.commands.forEach((name, count) -> both.merge(name, count, Long::sum));
    return new KernelRun(
        cycles + next.cycles,
        readOutCycles + next.readOutCycles,
        cycleSeconds,
        both,
        multiplyAdds + next.multiplyAdds,
        vectorOperations + next.vectorOperations,
        specialOperations + next.specialOperations,
        externalBytes + next.externalBytes,
        Math.min(simulated, next.simulated));
  }
}
