package ridgepoint.gpu;

import java.util.List;
import ridgepoint.datatype.ProductRates;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.operator.Operator;
import ridgepoint.pipeline.KindMachine;
import ridgepoint.pipeline.MappedTime;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Tiling;
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
  private final GpuTilings tilings;

  public GpuMachine(DeviceSpec device) {
    this(device, GpuParameters.of(device));
  }

  GpuMachine(DeviceSpec device, GpuParameters parameters) {
    this.device = device;
    this.parameters = parameters;
    products = new ProductRates(device);
    waves = new WaveMachine(device, parameters.waves());
    tilings = new GpuTilings(device, products, parameters, waves.levels().firstShared());
  }

  @Override
  public List<Tiling> candidates(Operator operator) {
    return tilings.of(operator);
  }

  @Override
  public MappedTime time(Operator operator, Tiling tiling, Recording recording) {
    return waves.time(operator, recording, new UnitRates(device, products, parameters, operator));
  }
}
