package ridgepoint.fidelity;

import ridgepoint.estimate.CostModel;
import ridgepoint.gpu.GpuMachine;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.kernel.KernelLibrary;
import ridgepoint.operator.Operator;
import ridgepoint.pipeline.KindMachine;
import ridgepoint.pipeline.PipelineModel;
import ridgepoint.roofline.RooflineModel;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Tiling;
import ridgepoint.tile.recording.RecordingMachine;

/** The model of a device at a fidelity. */
public final class CostModels {
  private CostModels() {}

  /** A new model; keep it while the device stays the same, for building it reads defaults. */
  public static CostModel of(Fidelity fidelity, DeviceSpec device) {
    return switch (fidelity) {
      case ROOFLINE -> new RooflineModel(device);
      case PIPELINE -> new PipelineModel(device, machine(device), CostModels::record);
    };
  }

  private static KindMachine machine(DeviceSpec device) {
    return switch (device.kind()) {
      case GPU -> new GpuMachine(device);
      case CPU, NPU, FPGA, PIM ->
          throw new UnsupportedOperationException("no pipeline model of " + device.kind().id());
    };
  }

  private static Recording record(Operator operator, Tiling tiling) {
    return RecordingMachine.record(KernelLibrary.kernelFor(operator).program(tiling));
  }
}
