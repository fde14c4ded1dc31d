package ridgepoint.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ridgepoint.fidelity.CostModels;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.hardware.library.SystemLibrary;
import ridgepoint.model.ModelSpec;
import ridgepoint.model.library.ModelLibrary;
import ridgepoint.number.DataType;
import ridgepoint.report.RunResult;
import ridgepoint.report.RunResult.PhaseResult;
import ridgepoint.software.SoftwareLibrary;
import ridgepoint.workload.Precision;
import ridgepoint.workload.Workload;

/**
 * What no machine may do, whatever its description: exceed its rates or its power, or cost nothing.
 */
class EveryMachineTest {
  private static final ModelSpec MODEL = ModelLibrary.load("qwen2.5-0.5b");
  private static final List<DataType> FLOATS = List.of(DataType.BF16, DataType.FP16, DataType.FP32);
  private static final List<DataType> TYPES =
      List.of(DataType.BF16, DataType.FP16, DataType.FP32, DataType.INT8);

  static Stream<DeviceSpec> devices() {
    DeviceLibrary library = new DeviceLibrary();
    return library.ids().stream().map(library::load);
  }

  @ParameterizedTest
  @MethodSource("devices")
  void noDeviceExceedsItsRatesOrItsPower(DeviceSpec device) {
    SystemSpec system = new SystemLibrary().load(device.id());
    for (DataType type : TYPES) {
      if (device.compute().productRate(type).isEmpty()) {
        continue;
      }
      for (long batch : new long[] {1, 32}) {
        RunResult roofline = run(system, Fidelity.ROOFLINE, type, batch);
        RunResult pipeline = run(system, Fidelity.PIPELINE, type, batch);
        String what = device.id() + " " + type + " batch " + batch;
        check(what, device, roofline, false);
        check(what, device, pipeline, true);
        assertTrue(
            pipeline.endToEndSeconds() >= roofline.endToEndSeconds() * (1 - 1e-9),
            what + " is faster than its roofline");
      }
    }
  }

  private static RunResult run(SystemSpec system, Fidelity fidelity, DataType type, long batch) {
    return new Simulator(
            system,
            new SoftwareLibrary().load(SoftwareLibrary.DEFAULT),
            CostModels.of(fidelity, system),
            fidelity.id(),
            "test")
        .run(RunRequest.of(MODEL, Workload.of(batch, 128, 16, precision(system.device(), type))));
  }

  /** Attention computes in floating point, of whichever kind the device or its host has. */
  private static Precision precision(DeviceSpec device, DataType type) {
    DataType attention =
        FLOATS.stream()
            .filter(wanted -> device.compute().productRate(wanted).isPresent())
            .findFirst()
            .orElse(DataType.FP16);
    Precision uniform = Precision.uniform(type);
    return type.isInteger() ? uniform.withAttentionCompute(attention) : uniform;
  }

  private static void check(String what, DeviceSpec device, RunResult result, boolean limitsPower) {
    for (PhaseResult phase : result.phases()) {
      String where = what + " " + result.fidelity() + " " + phase.name();
      assertTrue(phase.latencySeconds() > 0 && phase.energyJoules() > 0, where);
      assertTrue(
          phase.modelFlopsUtilisation() > 0 && phase.modelFlopsUtilisation() <= 1,
          where + " MFU " + phase.modelFlopsUtilisation());
      assertTrue(
          phase.modelBandwidthUtilisation() > 0 && phase.modelBandwidthUtilisation() <= 1,
          where + " MBU " + phase.modelBandwidthUtilisation());
      double watts = phase.energyJoules() / phase.latencySeconds();
      assertTrue(!limitsPower || watts <= limit(device) * 1.0001, where + " draws " + watts + " W");
    }
  }

  /** A memory that computes draws its host's power as well. */
  private static double limit(DeviceSpec device) {
    double own = device.power().limitWatts();
    return device.architecture() instanceof Architecture.Pim pim
        ? own + new DeviceLibrary().load(pim.host()).power().limitWatts()
        : own;
  }
}
