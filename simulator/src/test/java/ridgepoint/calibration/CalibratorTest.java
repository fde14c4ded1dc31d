package ridgepoint.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import ridgepoint.energy.Duration;
import ridgepoint.fidelity.CostModels;
import ridgepoint.fidelity.OperatingConditions;
import ridgepoint.gpu.GpuMachine;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Gemm;
import ridgepoint.pipeline.PipelineModel;
import ridgepoint.software.SoftwareLibrary;
import ridgepoint.software.SoftwareStack;
import ridgepoint.validation.KernelSample;
import ridgepoint.wave.CacheState;

/** Fits to devices that are the model itself with other parameters. */
class CalibratorTest {
  private static final SoftwareStack STACK = new SoftwareLibrary().load("tensorrt-llm");
  private static final Format BF16 = Format.of(DataType.BF16);
  private static final String EFFICIENCY = "gemm/bf16/matrix-efficiency";
  private static final String KERNEL = "gemm/bf16/kernel-seconds";
  private static final FitPlan PLAN =
      new FitPlan(
          "gemm",
          List.of(new FitPlan.Stage(List.of("bfloat16"), List.of(), List.of(EFFICIENCY, KERNEL))));
  private static final Map<String, Double> TRUTH = Map.of(EFFICIENCY, 0.6, KERNEL, 4e-6);

  private final Calibrator calibrator =
      new Calibrator(new Fitter(100, Start.KNOWN, new Descent(12, true, 0)), 2);

  /** Products of a device whose true parameters are {@link #TRUTH}. */
  private static List<KernelSample> measured(String id, long... extents) {
    DeviceSpec device = new DeviceLibrary().load(id).withCalibration(Optional.empty());
    PipelineModel truth =
        new PipelineModel(
            device,
            new GpuMachine(
                device, GpuMachine.parameters(device, STACK).with(TRUTH), CacheState.COLD),
            CostModels::record);
    List<KernelSample> samples = new ArrayList<>();
    for (long m : extents) {
      for (long n : extents) {
        Gemm gemm = Gemm.linear(m, 4096, n, BF16, BF16, DataType.BF16);
        samples.add(
            new KernelSample(
                samples.size(),
                "gemm",
                device,
                "bfloat16",
                List.of(gemm),
                OperatingConditions.of(STACK).withDuration(Duration.BURST),
                truth.nominalSeconds(gemm)));
      }
    }
    return samples;
  }

  @Test
  void theParametersOfADeviceAreFoundFromItsTimes() {
    Calibrator.Found found =
        calibrator.device(PLAN, measured("h100-sxm", 64, 512, 2048, 4096, 8192));
    assertTrue(found.before().mean() > 0.1, found.before().toString());
    assertTrue(found.fitted().mean() < 0.01, found.fitted().toString());
    assertTrue(found.unseen().mean() < 0.02, found.unseen().toString());
    assertEquals(0.6, found.parameters().get(EFFICIENCY), 0.02);
    assertEquals(4e-6, found.parameters().get(KERNEL), 0.3e-6);
  }

  @Test
  void whereAFitStartsDoesNotMatter() {
    List<KernelSample> samples = measured("h100-sxm", 64, 512, 2048, 4096, 8192);
    Fitter generic = new Fitter(100, Start.KIND, new Descent(12, true, 0));
    Map<String, Double> found = new Calibrator(generic, 2).device(PLAN, samples).parameters();
    assertEquals(0.6, found.get(EFFICIENCY), 0.02);
    assertEquals(4e-6, found.get(KERNEL), 0.3e-6);
  }

  @Test
  void theSameTimesGiveTheSameParameters() {
    List<KernelSample> samples = measured("h100-sxm", 64, 4096);
    assertEquals(calibrator.device(PLAN, samples), calibrator.device(PLAN, samples));
  }

  /** One small product says nothing of what a large one reaches. */
  @Test
  void whatTheRowsDoNotTellStaysWithTheDefaults() {
    List<KernelSample> samples = measured("h100-sxm", 16);
    DeviceSpec device = samples.get(0).device();
    double standard = GpuMachine.parameters(device, STACK).at(EFFICIENCY);
    double found = calibrator.device(PLAN, samples).parameters().get(EFFICIENCY);
    assertEquals(standard, found, 0.03);
  }

  @Test
  void aGenerationIsJudgedByDevicesLeftOut() {
    Calibrator.Found found =
        calibrator.generation(
            PLAN, List.of(measured("h100-sxm", 512, 4096), measured("h200-sxm", 512, 4096)));
    Errors unseen = found.unseenDevices().orElseThrow();
    assertTrue(unseen.mean() < 0.03, unseen.toString());
    assertEquals(0.6, found.parameters().get(EFFICIENCY), 0.03);
  }

  @Test
  void everyRowIsPredictedByAFitThatHasNotSeenIt() {
    List<KernelSample> samples = measured("h100-sxm", 64, 1024, 4096);
    Calibrator three = new Calibrator(Fitter.QUICK, 3);
    Map<Integer, Map<String, Double>> unseen = three.unseen(PLAN, samples);
    assertEquals(samples.size(), unseen.size());
    assertEquals(unseen, three.unseen(PLAN, samples));
    double before = Errors.of(Site.of(samples).logErrors(Map.of())).mean();
    for (KernelSample sample : samples) {
      Map<String, Double> found = unseen.get(sample.row());
      double after = Math.abs(Site.of(List.of(sample)).logErrors(found)[0]);
      assertTrue(after < before, () -> sample.operators() + ": " + after + " after " + before);
    }
  }

  @Test
  void rowsOfAFoldDoNotChangeWhatTheyArePredictedWith() {
    List<KernelSample> samples = measured("h100-sxm", 64, 1024, 4096);
    List<KernelSample> other = new ArrayList<>(samples);
    KernelSample first = samples.get(0);
    other.set(
        0,
        new KernelSample(
            first.row(),
            first.family(),
            first.device(),
            first.use(),
            first.operators(),
            first.conditions(),
            10 * first.seconds()));
    Calibrator three = new Calibrator(Fitter.QUICK, 3);
    assertEquals(
        three.unseen(PLAN, samples).get(first.row()), three.unseen(PLAN, other).get(first.row()));
  }
}
