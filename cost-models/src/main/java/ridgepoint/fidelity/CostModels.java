package ridgepoint.fidelity;

import java.util.Optional;
import ridgepoint.cpu.CpuCycleMachine;
import ridgepoint.cpu.CpuMachine;
import ridgepoint.cycle.CycleMachine;
import ridgepoint.cycle.CycleModel;
import ridgepoint.cycle.CycleSettings;
import ridgepoint.energy.EnergyModel;
import ridgepoint.energy.EnergyParameters;
import ridgepoint.estimate.CostModel;
import ridgepoint.fpga.FpgaCycleMachine;
import ridgepoint.fpga.FpgaMachine;
import ridgepoint.gpu.GpuCycleMachine;
import ridgepoint.gpu.GpuMachine;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceKind;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.kernel.KernelLibrary;
import ridgepoint.network.Network;
import ridgepoint.npu.NpuCycleMachine;
import ridgepoint.npu.NpuMachine;
import ridgepoint.operator.Operator;
import ridgepoint.pim.PimMachine;
import ridgepoint.pim.PimModel;
import ridgepoint.pim.PimRoofline;
import ridgepoint.pim.cycle.PimCycleMachine;
import ridgepoint.pipeline.KernelRecorder;
import ridgepoint.pipeline.KindMachine;
import ridgepoint.pipeline.KindParameters;
import ridgepoint.pipeline.PipelineModel;
import ridgepoint.roofline.RooflineModel;
import ridgepoint.system.SystemCostModel;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Tiling;
import ridgepoint.tile.recording.RecordingMachine;

/** The model of a device at a fidelity. */
public final class CostModels {
  private CostModels() {}

  /** A new model; keep it while the device stays the same, for building it reads defaults. */
  public static CostModel of(Fidelity fidelity, DeviceSpec device) {
    if (device.architecture() instanceof Architecture.Pim pim) {
      return withHost(fidelity, device, new DeviceLibrary().load(pim.host()));
    }
    return switch (fidelity) {
      case ROOFLINE -> new RooflineModel(device, energy(device));
      case PIPELINE ->
          device.kind() == DeviceKind.GPU
              ? of(fidelity, device, OperatingConditions.usual())
              : new PipelineModel(device, machine(device), CostModels::record);
      case CYCLE -> cycle(device, OperatingConditions.usual(), CycleSettings.USUAL);
    };
  }

  /** The cycle model of a device, its simulations run in a given way. */
  public static CostModel cycle(
      DeviceSpec device, OperatingConditions conditions, CycleSettings settings) {
    if (device.architecture() instanceof Architecture.Pim pim) {
      return pimCycle(device, new DeviceLibrary().load(pim.host()), settings);
    }
    PipelineModel pipeline = (PipelineModel) of(Fidelity.PIPELINE, device, conditions);
    return new CycleModel(
        device,
        cycleMachine(device, conditions),
        pipeline,
        CostModels::record,
        energy(device, conditions),
        settings);
  }

  /** Where a kind's cycle model is made known. */
  private static CycleMachine cycleMachine(DeviceSpec device, OperatingConditions conditions) {
    return switch (device.kind()) {
      case NPU -> new NpuCycleMachine(device);
      case CPU -> new CpuCycleMachine(device);
      case GPU -> {
        KindParameters parameters = GpuMachine.parameters(device, conditions.stack());
        yield new GpuCycleMachine(device, new GpuMachine(device, parameters, conditions.caches()));
      }
      case FPGA -> new FpgaCycleMachine(device);
      case PIM ->
          throw new UnsupportedOperationException("no cycle machine of " + device.kind().id());
    };
  }

  /**
   * A new model of a device under given conditions; of kinds and fidelities that know no such
   * thing, one without them.
   */
  public static CostModel of(Fidelity fidelity, DeviceSpec device, OperatingConditions conditions) {
    if (device.kind() != DeviceKind.GPU || fidelity == Fidelity.ROOFLINE) {
      return of(fidelity, device);
    }
    return fidelity == Fidelity.PIPELINE
        ? gpu(device, GpuMachine.parameters(device, conditions.stack()), conditions)
        : cycle(device, conditions, CycleSettings.USUAL);
  }

  /** A GPU with the given parameters instead of those of its description. */
  public static CostModel gpu(
      DeviceSpec device, KindParameters parameters, OperatingConditions conditions) {
    return gpu(device, parameters, conditions, CostModels::record);
  }

  /** The same with recordings from elsewhere, such as remembered ones. */
  public static PipelineModel gpu(
      DeviceSpec device,
      KindParameters parameters,
      OperatingConditions conditions,
      KernelRecorder recorder) {
    GpuMachine machine = new GpuMachine(device, parameters, conditions.caches());
    return new PipelineModel(device, machine, recorder, energy(device, parameters, conditions));
  }

  private static EnergyModel energy(DeviceSpec device) {
    return energy(device, OperatingConditions.usual());
  }

  private static EnergyModel energy(DeviceSpec device, OperatingConditions conditions) {
    return device.kind() == DeviceKind.GPU
        ? energy(device, GpuMachine.parameters(device, conditions.stack()), conditions)
        : new EnergyModel(device);
  }

  private static EnergyModel energy(
      DeviceSpec device, KindParameters parameters, OperatingConditions conditions) {
    EnergyParameters energies = EnergyParameters.of(parameters::value).with(conditions.data());
    return new EnergyModel(device, energies, conditions.duration());
  }

  /** A memory that computes, with the device that does what it cannot. */
  public static CostModel withHost(Fidelity fidelity, DeviceSpec memory, DeviceSpec host) {
    return switch (fidelity) {
      case ROOFLINE -> new PimRoofline(memory, host);
      case CYCLE -> pimCycle(memory, host, CycleSettings.USUAL);
      case PIPELINE -> new PimModel(memory, of(fidelity, host), host.power().idleWatts());
    };
  }

  private static CostModel pimCycle(DeviceSpec memory, DeviceSpec host, CycleSettings settings) {
    return new PimModel(
        memory,
        new PimCycleMachine(memory, settings),
        of(Fidelity.PIPELINE, host),
        host.power().idleWatts());
  }

  /** A whole system: its devices, what is attached to them, its network and host. */
  public static CostModel of(Fidelity fidelity, SystemSpec system) {
    return of(fidelity, system, OperatingConditions.usual());
  }

  /** The same under given conditions. */
  public static CostModel of(Fidelity fidelity, SystemSpec system, OperatingConditions conditions) {
    return of(fidelity, system, conditions, CycleSettings.USUAL);
  }

  /** The same, with simulations of the cycle fidelity run in a given way. */
  public static CostModel of(
      Fidelity fidelity,
      SystemSpec system,
      OperatingConditions conditions,
      CycleSettings settings) {
    CostModel device =
        fidelity == Fidelity.CYCLE
            ? cycle(system.device(), conditions, settings)
            : of(fidelity, system.device(), conditions);
    Optional<CostModel> attached = system.attached().map(CostModels::attached);
    return new SystemCostModel(system, device, attached, Network.of(system));
  }

  /** What an attached memory computes on its own; the rest belongs to the devices it serves. */
  private static CostModel attached(DeviceSpec device) {
    return device.kind() == DeviceKind.PIM ? new PimMachine(device) : of(Fidelity.PIPELINE, device);
  }

  private static KindMachine machine(DeviceSpec device) {
    return switch (device.kind()) {
      case NPU -> new NpuMachine(device);
      case FPGA -> new FpgaMachine(device);
      case CPU -> new CpuMachine(device);
      case GPU, PIM ->
          throw new UnsupportedOperationException("no pipeline model of " + device.kind().id());
    };
  }

  /** Writes down what the kernel of an operator uses. */
  public static Recording record(Operator operator, Tiling tiling) {
    return RecordingMachine.record(KernelLibrary.kernelFor(operator).program(tiling));
  }
}
