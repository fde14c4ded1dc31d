package ridgepoint.host;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.host.HostKernels.Case;
import ridgepoint.host.HostKernels.Prediction;
import ridgepoint.report.HostResult;
import ridgepoint.report.HostResult.KernelTime;
import ridgepoint.report.HostResult.MemoryRate;

/** Finds, measures and describes this machine, and predicts the kernels that it runs. */
public final class HostRun {
  private final String description;
  private final HostResult result;

  private HostRun(String description, HostResult result) {
    this.description = description;
    this.result = result;
  }

  /**
   * Does all of it.
   *
   * @param runs that each kernel's median is taken of
   * @param progress is told what is measured next
   */
  public static HostRun of(String version, int runs, LocalDate date, Consumer<String> progress) {
    HostProcessor processor = HostProcessor.find();
    List<Case> cases = HostKernels.cases();
    HostKernels kernels = new HostKernels(processor.cores(), runs);
    progress.accept("warming up");
    kernels.warmUp(cases);
    progress.accept("measuring rates of " + processor.name());
    HostMeasurements measured = new Microbenchmarks(processor).measure();
    HostDescription description = new HostDescription(processor, measured, date.toString());
    DeviceSpec device = description.device(description.yaml(1, 0, 0));
    List<Prediction> predicted = HostKernels.predict(device, cases);
    List<Double> seconds =
        kernels.measure(cases, one -> progress.accept(one.name() + " " + one.operator().shape()));
    List<KernelTime> times = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      Case one = cases.get(i);
      times.add(
          new KernelTime(
              one.name(),
              one.operator().shape(),
              one.tiling().text(),
              one.operator().work().matrixOperations(),
              one.operator().work().bytes().total(),
              seconds.get(i),
              predicted.get(i).pipelineSeconds(),
              predicted.get(i).cycleSeconds()));
    }
    HostResult result =
        new HostResult(
            version,
            processor.name(),
            processor.cores(),
            measured.arithmetic(),
            measured.clockHertz(),
            2 * measured.multiplyAdds().oneCore(),
            2 * measured.multiplyAdds().allCores(),
            levels(processor, measured),
            times);
    return new HostRun(
        description.yaml(times.size(), result.meanError(), result.medianError()), result);
  }

  private static List<MemoryRate> levels(HostProcessor processor, HostMeasurements measured) {
    List<MemoryRate> rates = new ArrayList<>();
    for (int i = 0; i < measured.levels().size(); i++) {
      HostMeasurements.Level level = measured.levels().get(i);
      double capacity =
          i < processor.caches().size()
              ? processor.caches().get(i).bytes()
              : processor.memoryBytes().orElse(0.0);
      rates.add(
          new MemoryRate(
              level.name(),
              capacity,
              level.effectiveBytes(),
              level.read().oneCore(),
              level.read().allCores(),
              level.written().oneCore(),
              level.written().allCores(),
              level.latencySeconds()));
    }
    return rates;
  }

  /** The machine as YAML. */
  public String description() {
    return description;
  }

  public HostResult result() {
    return result;
  }
}
