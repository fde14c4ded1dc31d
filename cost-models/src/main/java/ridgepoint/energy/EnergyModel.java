package ridgepoint.energy;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
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
 * 2014). When average power of sustained work would exceed the limit, the clock falls to a fraction
 * f of nominal: time goes as {@link ClockResponse} says. Dynamic power of a clock domain goes with
 * V<sup>2</sup>f, and voltage rises with the clock, so that energy per operation and per byte on
 * the chip goes with f^(e-1) ({@link Power#dynamicExponent}; 3 where voltage is proportional to the
 * clock) down to the clock at which voltage reaches its floor. Main memory has a clock of its own.
 * The largest f that keeps the limit is taken. Work that no clock can slow (copies) is stretched
 * until its power fits. Bursts are over before any of this happens, or have begun at the nominal
 * clock ({@link EnergyParameters#responseSeconds}).
 */
public final class EnergyModel {
  private static final int BISECTIONS = 40;

  private final String device;
  private final Power power;
  private final EnergyParameters parameters;
  private final Duration duration;
  private final double activeWatts;
  private final double limitWatts;
  private final double[] matrixJoules = new double[DataType.values().length];
  private final double[] joulesPerByte;

  /** Of sustained work, with energies as the device's description gives them. */
  public EnergyModel(DeviceSpec device) {
    this(device, EnergyParameters.DESCRIBED, Duration.SUSTAINED);
  }

  /**
   * @param duration whether the power limit acts
   */
  public EnergyModel(DeviceSpec device, EnergyParameters parameters, Duration duration) {
    this.device = device.id();
    this.power = device.power();
    this.parameters = parameters;
    this.duration = duration;
    activeWatts = power.activeWatts() * parameters.activeScale();
    limitWatts = power.limitWatts() * parameters.limitShare();
    List<MemoryLevel> levels = device.memory();
    joulesPerByte = levels.stream().mapToDouble(MemoryLevel::joulesPerByte).toArray();
    joulesPerByte[levels.size() - 1] *= parameters.memoryScale();
    for (DataType type : DataType.values()) {
      matrixJoules[type.ordinal()] = parameters.matrixScale() * matrixJoules(type);
    }
  }

  /**
   * Energy per operation of a type without an entry of its own: that of vector work, which is what
   * a device without matrix units of that type computes it with.
   */
  private double matrixJoules(DataType type) {
    double vector = power.vectorJoulesPerOperation();
    double own = power.matrixJoulesPerOperation().getOrDefault(type, vector);
    double wide = power.matrixJoulesPerOperation().getOrDefault(DataType.BF16, own);
    return own + parameters.widthFreeShare() * Math.max(0, wide - own);
  }

  /** Energy of an activity that takes {@code seconds} at the nominal clock. */
  public Energy energy(Activity activity, double seconds) {
    return at(activity, seconds, 1);
  }

  /**
   * Average power of sustained activities that take {@code seconds} together, whatever the clock:
   * what they would draw at the nominal one, or what the power limit leaves them.
   */
  public double watts(List<Activity> activities, double seconds) {
    double joules = 0;
    for (Activity activity : activities) {
      joules += at(activity, seconds / activities.size(), 1).totalJoules();
    }
    return Math.min(limitWatts, joules / seconds);
  }

  /**
   * Applies the power limit. In a burst it acts on what comes after the controller has reacted;
   * time and energy are then those of the mean repetition.
   */
  public Throttled throttle(Activity activity, ClockResponse time) {
    double nominal = time.latencySeconds();
    Energy free = at(activity, nominal, 1);
    double unlimited =
        duration == Duration.SUSTAINED
            ? 0
            : parameters.responseSeconds() / (duration.repetitions() * nominal);
    if (unlimited >= 1 || free.totalJoules() <= limitWatts * nominal) {
      return new Throttled(nominal, 1, free);
    }
    Throttled limited = limited(activity, time);
    if (unlimited == 0) {
      return limited;
    }
    double seconds = unlimited * nominal + (1 - unlimited) * limited.latencySeconds();
    double clockScale = unlimited + (1 - unlimited) * limited.clockScale();
    Energy joules = free.times(unlimited).plus(limited.energy().times(1 - unlimited));
    return new Throttled(seconds, clockScale, joules);
  }

  /**
   * Applies the power limit to kernels that repeat one after another for long: the controller holds
   * their average, so that those that draw little make room for the others. They share one clock.
   * Where no clock is low enough, each is limited by itself.
   *
   * @param activities of the kernels
   * @param times of the same
   */
  public Throttled throttle(List<Activity> activities, List<ClockResponse> times) {
    double nominal = times.stream().mapToDouble(ClockResponse::latencySeconds).sum();
    Energy free = at(activities, times, 1);
    if (free.totalJoules() <= limitWatts * nominal) {
      return new Throttled(nominal, 1, free);
    }
    double clockScale =
        fastest(
            scale -> seconds(times, scale),
            (scale, seconds) -> at(activities, times, scale).totalJoules());
    if (clockScale > 0) {
      return new Throttled(
          seconds(times, clockScale), clockScale, at(activities, times, clockScale));
    }
    double seconds = 0;
    Energy joules = Energy.ZERO;
    for (int i = 0; i < times.size(); i++) {
      Throttled alone = throttle(activities.get(i), times.get(i));
      seconds += alone.latencySeconds();
      joules = joules.plus(alone.energy());
    }
    return new Throttled(seconds, 1, joules);
  }

  private static double seconds(List<ClockResponse> times, double clockScale) {
    return times.stream().mapToDouble(time -> time.seconds(clockScale)).sum();
  }

  private Energy at(List<Activity> activities, List<ClockResponse> times, double clockScale) {
    Energy sum = Energy.ZERO;
    for (int i = 0; i < times.size(); i++) {
      sum = sum.plus(at(activities.get(i), times.get(i).seconds(clockScale), clockScale));
    }
    return sum;
  }

  /** What the limit leaves of work that would exceed it. */
  private Throttled limited(Activity activity, ClockResponse time) {
    double nominal = time.latencySeconds();
    if (limitWatts <= power.idleWatts()) {
      throw new IllegalArgumentException(
          "%s: power limit %s W is not above idle power %s W"
              .formatted(device, power.limitWatts(), power.idleWatts()));
    }
    if (!time.isClocked()) {
      return stretched(activity, nominal);
    }
    double clockScale =
        fastest(time::seconds, (scale, seconds) -> at(activity, seconds, scale).totalJoules());
    if (clockScale == 0) {
      return stretched(activity, nominal);
    }
    double seconds = time.seconds(clockScale);
    return new Throttled(seconds, clockScale, at(activity, seconds, clockScale));
  }

  /**
   * The highest scale of the clock, up to 1, that holds the limit; 0 when none does.
   *
   * @param time at a scale
   * @param joules at a scale, which takes so many seconds
   */
  private double fastest(DoubleUnaryOperator time, DoubleBinaryOperator joules) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < BISECTIONS; i++) {
      double scale = (low + high) / 2;
      double seconds = time.applyAsDouble(scale);
      if (joules.applyAsDouble(scale, seconds) <= limitWatts * seconds) {
        low = scale;
      } else {
        high = scale;
      }
    }
    return low;
  }

  private Throttled stretched(Activity activity, double nominal) {
    double room = limitWatts - power.idleWatts();
    // Clocks low enough to leave at least half of the room to the copies themselves.
    double clockScale = clockOfActivePower(Math.min(activeWatts, room / 2));
    double active = activeWatts * clockScale * energyScale(clockScale);
    Energy free = at(activity, nominal, clockScale);
    double dynamicJoules = free.totalJoules() - free.idle();
    double seconds = Math.max(nominal, dynamicJoules / (room - active));
    return new Throttled(seconds, clockScale, at(activity, seconds, clockScale));
  }

  /** The largest clock at which active power is at most {@code watts}. */
  private double clockOfActivePower(double watts) {
    if (watts >= activeWatts) {
      return 1;
    }
    double share = watts / activeWatts;
    double following = Math.pow(share, 1 / power.dynamicExponent());
    return following >= parameters.voltageFloor()
        ? following
        : share / energyScale(parameters.voltageFloor());
  }

  /** Energy of an operation at a clock over that at the nominal one: the square of the voltage. */
  private double energyScale(double clockScale) {
    double voltageClock = Math.max(clockScale, parameters.voltageFloor());
    return voltageClock == 1 ? 1 : Math.pow(voltageClock, power.dynamicExponent() - 1);
  }

  private Energy at(Activity activity, double seconds, double clockScale) {
    double toggling = 1 - activity.zeroShare() * (1 - parameters.zeroShare());
    double perOperation = energyScale(clockScale);
    double operations =
        activity.matrixOperations() * matrixJoules[activity.matrixType().ordinal()]
            + parameters.vectorScale()
                * (activity.vectorOperations() * power.vectorJoulesPerOperation()
                    + activity.specialOperations() * power.specialJoulesPerOperation());
    double onChip = 0;
    int last = joulesPerByte.length - 1;
    for (int level = 0; level < last; level++) {
      onChip += activity.levelBytes()[level] * joulesPerByte[level];
    }
    return new Energy(
        operations * toggling * perOperation,
        onChip * perOperation,
        activity.levelBytes()[last] * joulesPerByte[last] * toggling,
        activity.linkBytes() * activity.linkJoulesPerByte(),
        (power.idleWatts() + activeWatts * clockScale * perOperation) * seconds);
  }
}
