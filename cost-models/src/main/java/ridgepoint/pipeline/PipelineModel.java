package ridgepoint.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import ridgepoint.energy.Activity;
import ridgepoint.energy.ClockResponse;
import ridgepoint.energy.EnergyModel;
import ridgepoint.energy.Throttled;
import ridgepoint.estimate.CostModel;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.estimate.OperatorEstimate.Part;
import ridgepoint.estimate.OperatorEstimate.Traffic;
import ridgepoint.estimate.UnsupportedOperatorException;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.Link;
import ridgepoint.operator.Collective;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Transfer;
import ridgepoint.tile.Tiling;

/**
 * The pipeline model of any kind of device: candidate tilings are recorded from the kernel's own
 * tile program, timed by the kind's machine, and the fastest is kept; then the power limit is
 * applied and energy counted. Ties go to the candidate named first.
 */
public final class PipelineModel implements CostModel {
  private final DeviceSpec device;
  private final KindMachine machine;
  private final KernelRecorder recorder;
  private final EnergyModel energy;

  /** A model of sustained work, with energies as the device's description gives them. */
  public PipelineModel(DeviceSpec device, KindMachine machine, KernelRecorder recorder) {
    this(device, machine, recorder, new EnergyModel(device));
  }

  public PipelineModel(
      DeviceSpec device, KindMachine machine, KernelRecorder recorder, EnergyModel energy) {
    this.device = device;
    this.machine = machine;
    this.recorder = recorder;
    this.energy = energy;
  }

  @Override
  public OperatorEstimate estimate(Operator operator) {
    Choice choice = fastest(operator);
    return priced(operator, choice.time, choice.tiling, choice.reason());
  }

  /**
   * Seconds an operator takes at the nominal clock, before the power limit acts.
   *
   * @throws UnsupportedOperatorException as {@link #estimate}
   */
  public double nominalSeconds(Operator operator) {
    return nominalTime(operator).latencySeconds();
  }

  /**
   * Seconds an operator takes with the power limit, and nothing else of its estimate.
   *
   * @throws UnsupportedOperatorException as {@link #estimate}
   */
  public double seconds(Operator operator) {
    MappedTime time = nominalTime(operator);
    return energy.throttle(time.activity(), time.clock()).latencySeconds();
  }

  /**
   * The nominal time with what it is made of.
   *
   * @throws UnsupportedOperatorException as {@link #estimate}
   */
  public MappedTime nominalTime(Operator operator) {
    return fastest(operator).time;
  }

  /**
   * Operators that repeat one after another until the power limit holds their average.
   *
   * @param zeroShare what part of an operator's operands is zeros
   * @throws UnsupportedOperatorException as {@link #estimate}
   */
  public Throttled repeated(List<Operator> operators, ToDoubleFunction<Operator> zeroShare) {
    List<Activity> activities = new ArrayList<>(operators.size());
    List<ClockResponse> times = new ArrayList<>(operators.size());
    for (Operator operator : operators) {
      MappedTime time = nominalTime(operator);
      activities.add(time.activity().withZeros(zeroShare.applyAsDouble(operator)));
      times.add(time.clock());
    }
    return energy.throttle(activities, times);
  }

  /**
   * The fastest tiling of an operator.
   *
   * @throws UnsupportedOperatorException as {@link #estimate}
   */
  public Tiling tiling(Operator operator) {
    return fastest(operator).tiling;
  }

  /** The fastest candidate, and how far ahead of the next it is. */
  private record Choice(MappedTime time, Tiling tiling, int candidates, double runnerUpSeconds) {
    String reason() {
      if (candidates == 1) {
        return time.reason();
      }
      return String.format(
          Locale.ROOT,
          "fastest of %d tilings, %.0f%% ahead of the next: %s",
          candidates,
          100 * (runnerUpSeconds / time.latencySeconds() - 1),
          time.reason());
    }
  }

  private Choice fastest(Operator asked) {
    if (asked instanceof Collective || asked instanceof Transfer) {
      throw new UnsupportedOperatorException(
          asked.kind() + " leaves the device; the network of a system estimates it");
    }
    Operator operator = machine.computed(asked);
    List<Tiling> candidates = machine.candidates(operator);
    MappedTime best = null;
    Tiling chosen = null;
    double runnerUp = Double.POSITIVE_INFINITY;
    for (Tiling tiling : candidates) {
      MappedTime timed = machine.time(operator, tiling, recorder.record(operator, tiling));
      if (best == null || timed.latencySeconds() < best.latencySeconds()) {
        runnerUp = best == null ? runnerUp : best.latencySeconds();
        best = timed;
        chosen = tiling;
      } else {
        runnerUp = Math.min(runnerUp, timed.latencySeconds());
      }
    }
    if (best == null) {
      throw new IllegalStateException("no tiling of " + operator.kind() + " on " + device.id());
    }
    return new Choice(best, chosen, candidates.size(), runnerUp);
  }

  private OperatorEstimate priced(
      Operator operator, MappedTime time, Tiling tiling, String reason) {
    Throttled throttled = energy.throttle(time.activity(), time.clock());
    double added = throttled.latencySeconds() - time.latencySeconds();
    List<Part> parts = time.parts();
    if (added > 0) {
      parts = new ArrayList<>(parts);
      parts.add(new Part("power limit", added));
    }
    return new OperatorEstimate(
        throttled.latencySeconds(),
        throttled.energy(),
        time.bound(),
        time.boundDetail(),
        operator.work(),
        traffic(time.activity()),
        parts,
        time.resources(),
        tiling.text(),
        reason);
  }

  private List<Traffic> traffic(Activity activity) {
    List<Traffic> traffic = new ArrayList<>(device.memory().size() + 1);
    for (int level = 0; level < device.memory().size(); level++) {
      traffic.add(new Traffic(device.memory().get(level).name(), activity.levelBytes()[level]));
    }
    if (activity.linkBytes() > 0) {
      Link host = device.links().get("host");
      traffic.add(new Traffic(host == null ? "link" : host.name(), activity.linkBytes()));
    }
    return traffic;
  }
}
