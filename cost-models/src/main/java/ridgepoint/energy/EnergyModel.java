package ridgepoint.energy;

import java.util.List;
import ridgepoint.estimate.Energy;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.MemoryLevel;
import ridgepoint.hardware.Power;
import ridgepoint.number.DataType;

/**
 * Energy of a device's activity, and the clock its power limit allows.
 *
 * <p>Dynamic energy is operations times joules per operation plus bytes times joules per byte;
 * static energy is idle and active power times time (the bottom-up accounting of Horowitz, ISSCC
 * 2014). When average power would exceed the limit, the compute clock falls to a fraction f of
 * nominal: clocked time grows as 1/f, and as dynamic and active power go with f^e ({@link
 * Power#dynamicExponent}), energy per operation goes with f^(e-1). The largest f that keeps the
 * limit is taken. Work that no clock can slow (copies) is stretched until its power fits.
 */
public final class EnergyModel {
  private static final int BISECTIONS = 40;

  private final String device;
  private final Power power;
  private final double[] matrixJoules = new double[DataType.values().length];
  private final double[] joulesPerByte;

  public EnergyModel(DeviceSpec device) {
    this.device = device.id();
    this.power = device.power();
    List<MemoryLevel> levels = device.memory();
    joulesPerByte = levels.stream().mapToDouble(MemoryLevel::joulesPerByte).toArray();
    for (DataType type : DataType.values()) {
      matrixJoules[type.ordinal()] = matrixJoules(type);
    }
  }

  /**
   * Energy per operation of a type without an entry of its own: that of vector work, which is what
   * a device without matrix units of that type computes it with.
   */
  private double matrixJoules(DataType type) {
    return power.matrixJoulesPerOperation().getOrDefault(type, power.vectorJoulesPerOperation());
  }

  /** Energy of an activity that takes {@code seconds} at the nominal clock. */
  public Energy energy(Activity activity, double seconds) {
    return at(activity, seconds, 1);
  }

  /**
   * Applies the power limit.
   *
   * @param latencySeconds without a limit
   * @param clockedSeconds the part of it during which compute units are busy; it grows as the clock
   *     falls, and the rest hides or does not hide it exactly as before
   * @param overheadSeconds the part that neither computes nor hides computation
   */
  public Throttled throttle(
      Activity activity, double latencySeconds, double clockedSeconds, double overheadSeconds) {
    Energy free = at(activity, latencySeconds, 1);
    if (free.totalJoules() <= power.limitWatts() * latencySeconds) {
      return new Throttled(latencySeconds, 1, free);
    }
    if (power.limitWatts() <= power.idleWatts()) {
      throw new IllegalArgumentException(
          "%s: power limit %s W is not above idle power %s W"
              .formatted(device, power.limitWatts(), power.idleWatts()));
    }
    if (clockedSeconds <= 0) {
      return stretched(activity, latencySeconds);
    }
    double low = 0;
    double high = 1;
    for (int i = 0; i < BISECTIONS; i++) {
      double scale = (low + high) / 2;
      double seconds = slowed(latencySeconds, clockedSeconds, overheadSeconds, scale);
      if (at(activity, seconds, scale).totalJoules() <= power.limitWatts() * seconds) {
        low = scale;
      } else {
        high = scale;
      }
    }
    if (low == 0) {
      return stretched(activity, latencySeconds);
    }
    double seconds = slowed(latencySeconds, clockedSeconds, overheadSeconds, low);
    return new Throttled(seconds, low, at(activity, seconds, low));
  }

  private static double slowed(
      double latencySeconds, double clockedSeconds, double overheadSeconds, double scale) {
    return Math.max(latencySeconds, overheadSeconds + clockedSeconds / scale);
  }

  private Throttled stretched(Activity activity, double latencySeconds) {
    double room = power.limitWatts() - power.idleWatts();
    // Clocks low enough to leave at least half of the room to the copies themselves.
    double active = Math.min(power.activeWatts(), room / 2);
    double clockScale =
        active == power.activeWatts()
            ? 1
            : Math.pow(active / power.activeWatts(), 1 / power.dynamicExponent());
    Energy free = at(activity, latencySeconds, clockScale);
    double dynamicJoules = free.totalJoules() - free.idle();
    double seconds = Math.max(latencySeconds, dynamicJoules / (room - active));
    return new Throttled(seconds, clockScale, at(activity, seconds, clockScale));
  }

  private Energy at(Activity activity, double seconds, double clockScale) {
    double operations =
        activity.matrixOperations() * matrixJoules[activity.matrixType().ordinal()]
            + activity.vectorOperations() * power.vectorJoulesPerOperation()
            + activity.specialOperations() * power.specialJoulesPerOperation();
    double perOperation = clockScale == 1 ? 1 : Math.pow(clockScale, power.dynamicExponent() - 1);
    double perSecond = perOperation * clockScale;
    double onChip = 0;
    int last = joulesPerByte.length - 1;
    for (int level = 0; level < last; level++) {
      onChip += activity.levelBytes()[level] * joulesPerByte[level];
    }
    return new Energy(
        operations * perOperation,
        onChip,
        activity.levelBytes()[last] * joulesPerByte[last],
        activity.linkBytes() * activity.linkJoulesPerByte(),
        (power.idleWatts() + power.activeWatts() * perSecond) * seconds);
  }
}
