package ridgepoint.calibration;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.Calibration;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.validation.KernelSample;
import ridgepoint.validation.Measurements;
import ridgepoint.validation.PowerSample;

/**
 * Fits of a set of measurements: family after family, software after software, power last.
 *
 * @param folds of the cross-validation
 * @param families to fit
 * @param stacks whose kernels to fit; none for all
 */
public record Fits(Fitter fitter, int folds, List<String> families, List<String> stacks) {
  /** Stands for all generations together. */
  public static final String ALL_GENERATIONS = "all";

  public Fits {
    families = List.copyOf(families);
    stacks = List.copyOf(stacks);
  }

  /** Families that parameters are fitted to. */
  public static List<String> knownFamilies() {
    return Stream.concat(FitPlan.families().stream(), Stream.of(PowerFit.FAMILY)).toList();
  }

  /** Generations of which something was measured. */
  public static Set<String> generations(Measurements measurements) {
    return measurements.samples().kernels().stream()
        .map(sample -> generation(sample.device()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String generation(DeviceSpec device) {
    return ((Architecture.Gpu) device.architecture()).generation();
  }

  /** Fits one device; tells each result as it is found. */
  public void device(DeviceSpec device, Measurements measurements, Consumer<FitResult> results) {
    List<KernelSample> all = measurements.samples().kernels();
    Calibrator calibrator = new Calibrator(fitter, folds);
    List<String> id = List.of(device.id());
    for (String family : families) {
      kernels(all, family, each -> each.id().equals(device.id()))
          .forEach(
              (stack, devices) ->
                  results.accept(
                      FitResult.of(
                          id,
                          family,
                          devices.get(device.id()).get(0).stack().kernels(),
                          calibrator.device(FitPlan.of(family, stack), devices.get(device.id())))));
    }
    Collection<List<PowerSample>> power =
        power(measurements, each -> each.id().equals(device.id())).values();
    for (List<PowerSample> samples : power) {
      Calibrator.Found found = new PowerFit(fitter, folds).device(samples);
      results.accept(FitResult.of(id, PowerFit.FAMILY, Calibration.ANY_STACK, found));
    }
  }

  /**
   * Fits defaults to all measured devices of a generation together; tells each result as it is
   * found.
   *
   * @param generation or {@link #ALL_GENERATIONS}
   */
  public void defaults(String generation, Measurements measurements, Consumer<FitResult> results) {
    List<KernelSample> all = measurements.samples().kernels();
    Calibrator calibrator = new Calibrator(fitter, folds);
    Predicate<DeviceSpec> wanted =
        device -> generation.equals(ALL_GENERATIONS) || generation(device).equals(generation);
    for (String family : families) {
      kernels(all, family, wanted)
          .forEach(
              (stack, devices) ->
                  results.accept(
                      FitResult.of(
                          devices.keySet(),
                          family,
                          stack,
                          calibrator.generation(
                              FitPlan.of(family, stack), List.copyOf(devices.values())))));
    }
    Map<String, List<PowerSample>> power = power(measurements, wanted);
    if (!power.isEmpty()) {
      Calibrator.Found found = new PowerFit(fitter, folds).defaults(List.copyOf(power.values()));
      results.accept(FitResult.of(power.keySet(), PowerFit.FAMILY, Calibration.ANY_STACK, found));
    }
  }

  /** Samples of a family by software, then by device. */
  private Map<String, Map<String, List<KernelSample>>> kernels(
      List<KernelSample> all, String family, Predicate<DeviceSpec> wanted) {
    return all.stream()
        .filter(sample -> sample.family().equals(family))
        .filter(sample -> wanted.test(sample.device()))
        .filter(sample -> stacks.isEmpty() || stacks.contains(sample.stack().id()))
        .collect(
            Collectors.groupingBy(
                sample -> sample.stack().id(),
                TreeMap::new,
                Collectors.groupingBy(
                    sample -> sample.device().id(), TreeMap::new, Collectors.toList())));
  }

  /** Power by device; none when it is not asked for, as no software has power of its own. */
  private Map<String, List<PowerSample>> power(
      Measurements measurements, Predicate<DeviceSpec> wanted) {
    if (!families.contains(PowerFit.FAMILY) || !stacks.isEmpty()) {
      return Map.of();
    }
    return measurements.samples().power().stream()
        .filter(sample -> wanted.test(sample.device()))
        .collect(
            Collectors.groupingBy(
                sample -> sample.device().id(), TreeMap::new, Collectors.toList()));
  }
}
