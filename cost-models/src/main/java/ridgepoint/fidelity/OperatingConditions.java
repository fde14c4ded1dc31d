package ridgepoint.fidelity;

import ridgepoint.energy.Duration;
import ridgepoint.energy.OperandData;
import ridgepoint.software.SoftwareLibrary;
import ridgepoint.software.SoftwareStack;
import ridgepoint.wave.CacheState;

/**
 * What is true of a device while it runs an operator, beyond what it is.
 *
 * @param stack whose kernels run
 * @param caches what they hold when a kernel starts
 * @param duration whether the power limit acts
 * @param data what operands hold
 */
public record OperatingConditions(
    SoftwareStack stack, CacheState caches, Duration duration, OperandData data) {

  /** Good kernels on cold caches, sustained. */
  public static OperatingConditions usual() {
    return of(new SoftwareLibrary().load(SoftwareLibrary.DEFAULT));
  }

  /** The kernels of a stack on cold caches, sustained. */
  public static OperatingConditions of(SoftwareStack stack) {
    return new OperatingConditions(stack, CacheState.COLD, Duration.SUSTAINED, OperandData.RANDOM);
  }

  public OperatingConditions withCaches(CacheState other) {
    return new OperatingConditions(stack, other, duration, data);
  }

  public OperatingConditions withDuration(Duration other) {
    return new OperatingConditions(stack, caches, other, data);
  }

  public OperatingConditions withData(OperandData other) {
    return new OperatingConditions(stack, caches, duration, other);
  }
}
