package ridgepoint.calibration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import ridgepoint.hardware.Calibration;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.validation.KernelSample;

/**
 * Predictions of rows by calibrations that have not seen them.
 *
 * @param unseen parameters by index of the row
 * @param stacks whose kernels the row timed, as calibrations name them
 */
public record CrossValidation(
    Map<Integer, Map<String, Double>> unseen, Map<Integer, String> stacks) {

  /** Rows of one device, family and software. */
  public record Group(String device, String family, String stack) {}

  /** Samples by what is fitted together, in a fixed order; families without a plan are left out. */
  public static Map<Group, List<KernelSample>> groups(List<KernelSample> samples) {
    List<String> fitted = FitPlan.families();
    Map<Group, List<KernelSample>> groups =
        new TreeMap<>(
            Comparator.comparing(Group::family)
                .thenComparing(Group::device)
                .thenComparing(Group::stack));
    for (KernelSample sample : samples) {
      if (fitted.contains(sample.family())) {
        groups
            .computeIfAbsent(
                new Group(sample.device().id(), sample.family(), sample.stack().id()),
                each -> new ArrayList<>())
            .add(sample);
      }
    }
    return groups;
  }

  /** One result of several. */
  public static CrossValidation joined(List<CrossValidation> parts) {
    Map<Integer, Map<String, Double>> unseen = new HashMap<>();
    Map<Integer, String> stacks = new HashMap<>();
    for (CrossValidation part : parts) {
      unseen.putAll(part.unseen);
      stacks.putAll(part.stacks);
    }
    return new CrossValidation(unseen, stacks);
  }

  /** Cross-validates one group. */
  public static CrossValidation of(Calibrator calibrator, Group group, List<KernelSample> samples) {
    Map<Integer, Map<String, Double>> unseen =
        calibrator.unseen(FitPlan.of(group.family, group.stack), samples);
    Map<Integer, String> stacks = new HashMap<>();
    samples.forEach(sample -> stacks.put(sample.row(), sample.stack().kernels()));
    return new CrossValidation(unseen, stacks);
  }

  /** The device as it is to predict a row: with what other rows tell in place of its own fit. */
  public DeviceSpec device(DeviceSpec device, int row, String family) {
    Map<String, Double> parameters = unseen.get(row);
    if (parameters == null) {
      return device;
    }
    Calibration shipped = device.calibration().orElse(new Calibration(List.of()));
    Calibration.Fit fit =
        new Calibration.Fit(stacks.get(row), family, "other rows", "", 1, 0, 0, parameters);
    return device.withCalibration(Optional.of(shipped.with(fit)));
  }
}
