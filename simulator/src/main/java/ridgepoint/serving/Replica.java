package ridgepoint.serving;

import ridgepoint.software.SoftwareStack;

/**
 * One replica of a model: its devices and the software that serves on them.
 *
 * @param times of steps on the devices
 */
public record Replica(StepTimes times, SoftwareStack stack) {
  /** Seconds of a step, with what the devices wait for the host. */
  double seconds(Step step) {
    double device = times.deviceSeconds(step);
    return device
        + stack.host().exposedSeconds(device, times.kernels(), step.sequences(), step.tokens());
  }
}
