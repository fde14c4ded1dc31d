package ridgepoint.fidelity;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import ridgepoint.cpu.CpuMachine;
import ridgepoint.energy.EnergyModel;
import ridgepoint.energy.EnergyParameters;
import ridgepoint.estimate.CostModel;
import ridgepoint.fpga.FpgaMachine;
import ridgepoint.gpu.GpuMachine;
import ridgepoint.hardware.DeviceKind;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.network.Network;
import ridgepoint.network.Protocols;
import ridgepoint.npu.NpuMachine;
import ridgepoint.operator.Operator;
import ridgepoint.pipeline.KindMachine;
import ridgepoint.pipeline.KindParameters;
import ridgepoint.pipeline.PipelineModel;
import ridgepoint.roofline.RooflineModel;
import ridgepoint.system.SystemCostModel;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Tiling;

/**
 * Cost models of many variants of one device, which differ in numbers of its description only: what
 * its kind's defaults, its calibration and its software say is read once, and a kernel cut in one
 * way is recorded once for all of them. The models estimate what those of {@link CostModels} do.
 * Safe for use by many threads.
 */
public final class VariantModels {
  /** Recordings kept; a sweep over shapes starts anew when there are more. */
  private static final int MOST_RECORDINGS = 200_000;

  private final OperatingConditions conditions;
  private final OperatingConditions usual;
  private final Protocols protocols = Protocols.standard();
  private final Optional<KindParameters> parameters;
  private final EnergyParameters energies;
  private final EnergyParameters usualEnergies;
  private final Map<Cut, Recording> recordings = new ConcurrentHashMap<>();

  private record Cut(Operator operator, Tiling tiling) {}

  /**
   * @param device any variant; all must be of its kind and generation, with its calibration
   */
  public VariantModels(DeviceSpec device, OperatingConditions conditions) {
    this.conditions = conditions;
    usual = OperatingConditions.usual();
    parameters = parameters(device, conditions);
    boolean isGpu = device.kind() == DeviceKind.GPU;
    energies = isGpu ? energies(parameters).with(conditions.data()) : EnergyParameters.DESCRIBED;
    usualEnergies = isGpu ? energies(parameters(device, usual)) : EnergyParameters.DESCRIBED;
  }

  /** The model of a variant. */
  public CostModel of(Fidelity fidelity, SystemSpec system) {
    DeviceSpec device = system.device();
    boolean known =
        parameters.isPresent()
            && system.attached().isEmpty()
            && (fidelity == Fidelity.ROOFLINE || fidelity == Fidelity.PIPELINE);
    if (!known) {
      return CostModels.of(fidelity, system, conditions);
    }
    CostModel own = fidelity == Fidelity.ROOFLINE ? roofline(device) : pipeline(device);
    return new SystemCostModel(system, own, Optional.empty(), new Network(system, protocols));
  }

  private static Optional<KindParameters> parameters(
      DeviceSpec device, OperatingConditions conditions) {
    return switch (device.kind()) {
      case GPU -> Optional.of(GpuMachine.parameters(device, conditions.stack()));
      case CPU -> Optional.of(CpuMachine.parameters(device));
      case NPU -> Optional.of(NpuMachine.parameters(device));
      case FPGA -> Optional.of(FpgaMachine.parameters(device));
      case PIM -> Optional.empty();
    };
  }

  private static EnergyParameters energies(Optional<KindParameters> parameters) {
    return EnergyParameters.of(parameters.orElseThrow()::value);
  }

  private CostModel roofline(DeviceSpec device) {
    if (device.kind() != DeviceKind.GPU) {
      return new RooflineModel(device);
    }
    return new RooflineModel(device, new EnergyModel(device, usualEnergies, usual.duration()));
  }

  private CostModel pipeline(DeviceSpec device) {
    KindParameters values = parameters.orElseThrow();
    if (device.kind() == DeviceKind.GPU) {
      EnergyModel energy = new EnergyModel(device, energies, conditions.duration());
      GpuMachine machine = new GpuMachine(device, values, conditions.caches());
      return new PipelineModel(device, machine, this::record, energy);
    }
    return new PipelineModel(device, machine(device, values), this::record);
  }

  private static KindMachine machine(DeviceSpec device, KindParameters values) {
    return switch (device.kind()) {
      case CPU -> new CpuMachine(device, values);
      case NPU -> new NpuMachine(device, values);
      case FPGA -> new FpgaMachine(device, values);
      case GPU, PIM -> throw new IllegalStateException("no machine of " + device.kind().id());
    };
  }

  private Recording record(Operator operator, Tiling tiling) {
    Cut cut = new Cut(operator, tiling);
    Recording known = recordings.get(cut);
    if (known == null) {
      known = CostModels.record(operator, tiling);
      if (recordings.size() >= MOST_RECORDINGS) {
        recordings.clear();
      }
      recordings.put(cut, known);
    }
    return known;
  }
}
