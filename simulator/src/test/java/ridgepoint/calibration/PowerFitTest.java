package ridgepoint.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import ridgepoint.energy.Duration;
import ridgepoint.energy.EnergyModel;
import ridgepoint.energy.EnergyParameters;
import ridgepoint.energy.OperandData;
import ridgepoint.fidelity.CostModels;
import ridgepoint.gpu.GpuMachine;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Gemm;
import ridgepoint.pipeline.KindParameters;
import ridgepoint.pipeline.MappedTime;
import ridgepoint.pipeline.PipelineModel;
import ridgepoint.software.SoftwareLibrary;
import ridgepoint.software.SoftwareStack;
import ridgepoint.validation.PowerSample;
import ridgepoint.wave.CacheState;

/** Fits to boards that are the model itself with other parameters. */
class PowerFitTest {
  private static final SoftwareStack STACK = new SoftwareLibrary().load("vllm");
  private static final Format BF16 = Format.of(DataType.BF16);
  private static final double ACTIVE = 0.6;
  private static final double MEMORY = 4;
  private static final double IDLE_SHARE = 0.3;

  private final PowerFit fit =
      new PowerFit(new Fitter(100, Start.KNOWN, new Descent(12, true, 0)), 2);

  /** Readings of products on a board that draws less at rest and more per byte. */
  private static List<PowerSample> measured(String id) {
    DeviceSpec device = new DeviceLibrary().load(id);
    KindParameters known = GpuMachine.parameters(device, STACK);
    Map<String, Double> truth = Map.of("active-power-scale", ACTIVE, "memory-energy-scale", MEMORY);
    PipelineModel times =
        new PipelineModel(
            device, new GpuMachine(device, known, CacheState.COLD), CostModels::record);
    EnergyModel board =
        new EnergyModel(device, EnergyParameters.of(known.with(truth)::value), Duration.SUSTAINED);
    List<PowerSample> samples = new ArrayList<>();
    for (long m : new long[] {1, 16, 64, 256, 1024}) {
      for (long n : new long[] {512, 2048, 8192, 32768}) {
        Gemm gemm = Gemm.linear(m, 8192, n, BF16, BF16, DataType.BF16);
        MappedTime time = times.nominalTime(gemm);
        // Software that takes twice the time, so that power stays off the limit.
        double seconds = 2 * time.latencySeconds();
        double drawn = board.watts(List.of(time.activity()), seconds);
        double read = drawn + IDLE_SHARE * (device.power().idleWatts() - drawn);
        samples.add(
            new PowerSample(
                device,
                STACK,
                List.of(gemm),
                CacheState.COLD,
                OperandData.RANDOM,
                List.of(0.0),
                IDLE_SHARE,
                seconds,
                read,
                OptionalDouble.empty()));
      }
    }
    return samples;
  }

  @Test
  void theParametersOfABoardAreFoundFromItsReadings() {
    Calibrator.Found found = fit.device(measured("h200-sxm"));
    assertTrue(found.before().mean() > 0.05, found.before().toString());
    assertTrue(found.fitted().mean() < 0.01, found.fitted().toString());
    assertTrue(found.unseen().mean() < 0.02, found.unseen().toString());
    assertEquals(ACTIVE, found.parameters().get("active-power-scale"), 0.05);
    assertEquals(MEMORY, found.parameters().get("memory-energy-scale"), 0.4);
  }

  @Test
  void theSameReadingsGiveTheSameParameters() {
    List<PowerSample> samples = measured("h200-sxm");
    assertEquals(fit.device(samples), fit.device(samples));
  }

  @Test
  void defaultsAreJudgedByBoardsLeftOut() {
    Calibrator.Found found = fit.defaults(List.of(measured("h200-sxm"), measured("h100-sxm")));
    Errors unseen = found.unseenDevices().orElseThrow();
    assertTrue(unseen.mean() < 0.05, unseen.toString());
  }
}
