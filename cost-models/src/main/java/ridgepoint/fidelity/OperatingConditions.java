package ridgepoint.fidelity;

import ridgepoint.software.SoftwareLibrary;
import ridgepoint.software.SoftwareStack;
import ridgepoint.wave.CacheState;

/**
 * What is true of a device while it runs an operator, beyond what it is.
 *
 * @param stack whose kernels run
 * @param caches what they hold when a kernel starts
 */
public record OperatingConditions(SoftwareStack stack, CacheState caches) {

  /** Good kernels on cold caches. */
  public static OperatingConditions usual() {
    return of(new SoftwareLibrary().load(SoftwareLibrary.DEFAULT));
  }

  /** The kernels of a stack on cold caches. */
  public static OperatingConditions of(SoftwareStack stack) {
    return new OperatingConditions(stack, CacheState.COLD);
  }

  public OperatingConditions withCaches(CacheState other) {
    return new OperatingConditions(stack, other);
  }
}
