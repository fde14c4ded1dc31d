package ridgepoint.cpu;

import java.util.List;
import ridgepoint.datatype.ProductRates;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.operator.Operator;
import ridgepoint.pipeline.KindMachine;
import ridgepoint.pipeline.KindParameters;
import ridgepoint.pipeline.MappedTime;
import ridgepoint.pipeline.Totals;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Tiling;
import ridgepoint.wave.CacheState;
import ridgepoint.wave.WaveMachine;

/**
 * A CPU: cores that take tiles of a parallel loop, each with caches of its own, and meet at a
 * barrier. Tiles are blocked so that a step's operands stay in the second-level cache (Goto and van
 * de Geijn 2008, "Anatomy of high-performance matrix multiplication"). One core cannot draw all of
 * main memory's bandwidth; the device says how many it takes.
 */
public final class CpuMachine implements KindMachine {
  private final DeviceSpec device;
  private final CpuParameters parameters;
  private final ProductRates products;
  private final WaveMachine waves;
  private final CpuTilings tilings;

  /** A machine whose caches are cold. */
  public CpuMachine(DeviceSpec device) {
    this(device, CacheState.COLD);
  }

  public CpuMachine(DeviceSpec device, CacheState caches) {
    this(device, parameters(device), caches);
  }

  /** One with the given parameters, its caches cold. */
  public CpuMachine(DeviceSpec device, KindParameters values) {
    this(device, values, CacheState.COLD);
  }

  private CpuMachine(DeviceSpec described, KindParameters values, CacheState caches) {
    parameters = CpuParameters.of(values, described.control());
    device = SocketLinks.across(described, parameters.waves().memoryEfficiency());
    products = new ProductRates(device);
    waves = new WaveMachine(device, parameters.waves(), caches);
    tilings = new CpuTilings(device, waves.levels().firstShared());
  }

  /** The parameters of a CPU. */
  public static KindParameters parameters(DeviceSpec device) {
    return KindParameters.of("cpu", "", device.calibration());
  }

  @Override
  public List<Tiling> candidates(Operator operator) {
    return tilings.of(operator);
  }

  @Override
  public MappedTime time(Operator operator, Tiling tiling, Recording recording) {
    CoreCosts core =
        new CoreCosts(
            device,
            products,
            parameters,
            waves.levels().firstShared(),
            firstTouchShare(operator, recording),
            operator);
    return waves.time(operator, recording, core);
  }

  /**
   * Of the bytes that tiles load, what comes from main memory as the slowest tiles see it: the
   * first on each core find nothing in caches, whatever they leave there for others.
   */
  private double firstTouchShare(Operator operator, Recording recording) {
    int cores = device.compute().units();
    double first = Math.min(1, cores / Totals.of(recording).tiles());
    return first + (1 - first) * waves.memoryShare(operator, recording, cores);
  }
}
