package ridgepoint.fpga;

import ridgepoint.cycle.CyclePass;
import ridgepoint.cycle.Event;
import ridgepoint.cycle.StepUnits;
import ridgepoint.cycle.TilePipeline;
import ridgepoint.datatype.ProductRates;
import ridgepoint.estimate.Bound;
import ridgepoint.event.Arbitration;
import ridgepoint.event.ClockDomain;
import ridgepoint.event.Cost;
import ridgepoint.event.StreamBuilder;
import ridgepoint.event.When;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.operator.Operator;
import ridgepoint.pipeline.Totals;
import ridgepoint.tile.Recording.Use;

/** The units of a design in one pass, and how long each takes for a step. */
final class DesignUnits implements StepUnits {
  private final DeviceSpec device;
  private final MemoryChannels channels;
  private final DesignRates rates;
  private final CyclePass pass;
  private final double readShare;
  private final ClockDomain clock;
  private final int memory;
  private final int array;
  private final int vector;
  private final int mainLevel;

  /**
   * @param readShare bytes read from main memory of those a step loads
   */
  DesignUnits(
      DeviceSpec device,
      FpgaParameters parameters,
      MemoryChannels channels,
      Operator operator,
      Totals totals,
      CyclePass pass,
      double readShare) {
    this.device = device;
    this.channels = channels;
    this.pass = pass;
    this.readShare = readShare;
    Architecture.Fpga fpga = (Architecture.Fpga) device.architecture();
    rates = new DesignRates(device, parameters, new ProductRates(device), operator, totals);
    clock = ClockDomain.ofHertz("fabric", fpga.design().clockHertz());
    mainLevel = device.memory().size() - 1;
    String name = device.mainMemory().name();
    memory =
        pass.resource(
            name,
            Bound.MEMORY,
            pass.events().unit(name, ClockDomain.unclocked(name), Arbitration.ROUND_ROBIN));
    array = pass.resource("engine", Bound.COMPUTE, pass.events().unit("engine", clock));
    vector = pass.resource("vector", Bound.COMPUTE, pass.events().unit("vector", clock));
  }

  @Override
  public void load(StreamBuilder stream, Use step) {
    double bytes = TilePipeline.sum(step.loadedBytes()) * readShare;
    move(stream, channels.busyReading(bytes), channels.readSeconds(bytes), bytes, "load");
  }

  @Override
  public void store(StreamBuilder stream, Use step) {
    double bytes = TilePipeline.sum(step.storedBytes());
    move(stream, channels.busyWriting(bytes), channels.writeSeconds(bytes), bytes, "store");
  }

  private void move(
      StreamBuilder stream, double busySeconds, double seconds, double bytes, String label) {
    double latency = device.mainMemory().latencySeconds();
    Cost cost =
        new Cost(ClockDomain.nearestTick(busySeconds), ClockDomain.nearestTick(seconds + latency));
    int tag = pass.tag(Event.move(mainLevel, bytes));
    stream.use(memory, cost, When.BEGUN, label, tag);
  }

  /** The array, or its buffers' ports where those are slower. */
  @Override
  public void multiply(StreamBuilder stream, Use step) {
    double bytes = TilePipeline.sum(step.loadedBytes()) + TilePipeline.sum(step.storedBytes());
    Event event = Event.multiply(step.executedMatrixOperations(), step.matrixType());
    double ports = 0;
    if (mainLevel > 0) {
      event = event.across(mainLevel - 1, bytes);
      ports = bytes / device.memory().get(mainLevel - 1).readBytesPerSecond();
    }
    long busy =
        clock.ticksOf(
            Math.max(
                rates.onArray()
                    ? rates.productSeconds(step)
                    : rates.laneProductSeconds(step.executedMatrixOperations()),
                ports));
    long filled = busy + clock.ticksOf(rates.fillSeconds());
    int unit = rates.onArray() ? array : vector;
    stream.use(unit, new Cost(busy, filled), When.RELEASED, "multiply", pass.tag(event));
  }

  @Override
  public void vector(StreamBuilder stream, Use step) {
    int tag = pass.tag(Event.vector(step.vectorOperations(), step.specialOperations()));
    long busy =
        clock.ticksOf(
            Math.max(
                rates.vectorSeconds(step.vectorOperations()),
                rates.specialSeconds(step.specialOperations())));
    stream.use(vector, Cost.of(busy), When.RELEASED, "vector", tag);
  }
}
