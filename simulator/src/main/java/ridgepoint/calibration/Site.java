package ridgepoint.calibration;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ridgepoint.fidelity.CostModels;
import ridgepoint.fidelity.OperatingConditions;
import ridgepoint.gpu.GpuMachine;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.Calibration;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.operator.Operator;
import ridgepoint.pipeline.KindParameters;
import ridgepoint.pipeline.PipelineModel;
import ridgepoint.software.SoftwareStack;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Tiling;
import ridgepoint.validation.KernelSample;

/**
 * A device and what was measured on it with one software. Remembers recordings, which no parameter
 * changes, and times of operators that no replaced parameter is about.
 */
final class Site {
  private final DeviceSpec device;
  private final KindParameters start;
  private final List<KernelSample> samples;
  private final Map<Recorded, Recording> recordings;

  /** Times of operators with the parameters the site starts from. */
  private final Map<Timed, Double> started = new ConcurrentHashMap<>();

  private record Timed(Operator operator, OperatingConditions conditions) {}

  private record Recorded(Operator operator, Tiling tiling) {}

  private Site(
      DeviceSpec device,
      KindParameters start,
      List<KernelSample> samples,
      Map<Recorded, Recording> recordings) {
    this.device = device;
    this.start = start;
    this.samples = List.copyOf(samples);
    this.recordings = recordings;
  }

  /**
   * A site that starts from everything known of the device but fits to the same measurements.
   *
   * @param samples of one device, stack and family; not empty
   */
  static Site of(List<KernelSample> samples) {
    KernelSample first = samples.get(0);
    DeviceSpec device = first.device();
    SoftwareStack stack = first.stack();
    Optional<Calibration> others =
        device.calibration().map(all -> all.without(stack.kernels(), first.family()));
    String generation = ((Architecture.Gpu) device.architecture()).generation();
    KindParameters start = KindParameters.of("gpu", generation, others, Optional.of(stack));
    return new Site(device, start, samples, new ConcurrentHashMap<>());
  }

  DeviceSpec device() {
    return device;
  }

  KindParameters start() {
    return start;
  }

  List<KernelSample> samples() {
    return samples;
  }

  /** The same device with some of the measurements. */
  Site with(List<KernelSample> some) {
    return new Site(device, start, some, recordings);
  }

  /** The same device with the rows of one of several folds, every n-th row, or with all others. */
  Site fold(int fold, int folds, boolean within) {
    return with(
        IntStream.range(0, samples.size())
            .filter(i -> (i % folds == fold) == within)
            .mapToObj(samples::get)
            .toList());
  }

  /** The same measurements, starting from what is known of some paths. */
  Site startingFrom(Start known, Collection<String> paths) {
    return new Site(device, known.of(start, paths), samples, recordings);
  }

  /** The same measurements, starting from parameters found so far. */
  Site startingFrom(Map<String, Double> found) {
    return new Site(device, start.with(found), samples, recordings);
  }

  /** ln(predicted / measured) of every sample, with some parameters replaced. */
  double[] logErrors(Map<String, Double> replaced) {
    KindParameters parameters = start.with(new TreeMap<>(replaced));
    Map<OperatingConditions, PipelineModel> models = new ConcurrentHashMap<>();
    Set<String> classes = classes(replaced.keySet());
    return samples.stream()
        .mapToDouble(
            sample -> Math.log(seconds(sample, classes, parameters, models) / sample.seconds()))
        .toArray();
  }

  /** Classes of kernels that parameters belong to. */
  private static Set<String> classes(Set<String> paths) {
    return paths.stream()
        .map(path -> path.substring(0, Math.max(0, path.lastIndexOf('/'))))
        .collect(Collectors.toSet());
  }

  private double seconds(
      KernelSample sample,
      Set<String> classes,
      KindParameters parameters,
      Map<OperatingConditions, PipelineModel> models) {
    double seconds = 0;
    for (Operator operator : sample.operators()) {
      boolean changed = classes.stream().anyMatch(each -> GpuMachine.isWithin(operator, each));
      seconds +=
          changed
              ? models
                  .computeIfAbsent(sample.conditions(), conditions -> model(parameters, conditions))
                  .seconds(operator)
              : started.computeIfAbsent(
                  new Timed(operator, sample.conditions()),
                  each -> model(start, each.conditions).seconds(each.operator));
    }
    return seconds;
  }

  private PipelineModel model(KindParameters parameters, OperatingConditions conditions) {
    return CostModels.gpu(device, parameters, conditions, this::record);
  }

  private Recording record(Operator operator, Tiling tiling) {
    return recordings.computeIfAbsent(
        new Recorded(operator, tiling), each -> CostModels.record(each.operator, each.tiling));
  }
}
