package ridgepoint.gpu;

import java.util.List;
import ridgepoint.datatype.ProductRates;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Operator;
import ridgepoint.pipeline.KindMachine;
import ridgepoint.pipeline.MappedTime;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Tiling;
import ridgepoint.wave.CacheState;
import ridgepoint.wave.WaveMachine;

/**
 * A GPU: SMs that take tiles in waves, share caches and main memory, and start kernels one after
 * another.
 *
 * <p>Sources of the parts: tile and wave quantisation after the NVIDIA deep-learning performance
 * guide ("Matrix multiplication background"); latency hiding as Little's law over the tiles' load
 * pipelines (Volkov 2016, "Understanding latency hiding on GPUs").
 */
public final class GpuMachine implements KindMachine {
  private final DeviceSpec device;
  private final GpuParameters parameters;
  private final ProductRates products;
  private final WaveMachine waves;
  private final WaveMachine streaming;
  private final WaveMachine attention;
  private final GpuTilings tilings;

  /** A GPU whose caches are cold. */
  public GpuMachine(DeviceSpec device) {
    this(device, CacheState.COLD);
  }

  /** A GPU whose caches hold what {@code cacheState} says. */
  public GpuMachine(DeviceSpec device, CacheState cacheState) {
    this(device, GpuParameters.of(device), cacheState);
  }

  GpuMachine(DeviceSpec device, GpuParameters parameters, CacheState cacheState) {
    this.device = device;
    this.parameters = parameters;
    products = new ProductRates(device);
    waves = new WaveMachine(device, parameters.waves(), cacheState);
    streaming = new WaveMachine(device, parameters.streaming(), cacheState);
    attention = new WaveMachine(device, parameters.attention(), cacheState);
    tilings = new GpuTilings(device, products, parameters, waves.levels().firstShared());
  }

  @Override
  public List<Tiling> candidates(Operator operator) {
    return tilings.of(operator);
  }

  @Override
  public MappedTime time(Operator operator, Tiling tiling, Recording recording) {
    WaveMachine machine = waves(operator);
    UnitRates unit =
        new UnitRates(device, products, parameters, operator, machine.loadLatency(operator.work()));
    return machine.time(operator, recording, unit);
  }

  private WaveMachine waves(Operator operator) {
    if (operator instanceof Attention) {
      return attention;
    }
    return operator.work().matrixOperations() > 0 ? waves : streaming;
  }
}
