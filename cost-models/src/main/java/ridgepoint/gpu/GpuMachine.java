package ridgepoint.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ridgepoint.datatype.ProductRates;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Work;
import ridgepoint.pipeline.KindMachine;
import ridgepoint.pipeline.MappedTime;
import ridgepoint.pipeline.Totals;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Tiling;

/**
 * A GPU: SMs that take tiles in waves, share caches and main memory, and start kernels one after
 * another.
 *
 * <p>latency = launch + for each pass (fill and drain + waves). Within a wave matrix units, vector
 * units, cache and memory traffic overlap as a p-norm says. Sources of the parts: tile and wave
 * quantisation after the NVIDIA deep-learning performance guide ("Matrix multiplication
 * background"); latency hiding as Little's law over the tiles' load pipelines (Volkov 2016,
 * "Understanding latency hiding on GPUs").
 */
public final class GpuMachine implements KindMachine {
  private final DeviceSpec device;
  private final GpuParameters parameters;
  private final ProductRates products;
  private final Levels levels;
  private final GpuTilings tilings;

  public GpuMachine(DeviceSpec device) {
    this(device, GpuParameters.of(device));
  }

  GpuMachine(DeviceSpec device, GpuParameters parameters) {
    this.device = device;
    this.parameters = parameters;
    products = new ProductRates(device);
    levels = new Levels(device, parameters);
    tilings = new GpuTilings(device, products, parameters);
  }

  @Override
  public List<Tiling> candidates(Operator operator) {
    return tilings.of(operator);
  }

  @Override
  public MappedTime time(Operator operator, Tiling tiling, Recording recording) {
    UnitRates rates = new UnitRates(device, products, parameters, operator);
    Work work = operator.work();
    List<PassTime> passes = new ArrayList<>(2);
    Optional<Totals> before = Optional.empty();
    Optional<Totals> totals = Optional.of(Totals.of(recording));
    for (Recording pass = recording; pass != null; pass = pass.next()) {
      Optional<Totals> after = Optional.ofNullable(pass.next()).map(Totals::of);
      passes.add(
          PassTime.of(
              pass,
              totals.orElseThrow(),
              before,
              after,
              device,
              parameters,
              levels,
              rates,
              before.isEmpty() ? work.read().total() : 0,
              after.isEmpty() ? work.written().total() : 0));
      before = totals;
      totals = after;
    }
    return new GpuAccount(device, levels, parameters, passes).mappedTime();
  }
}
