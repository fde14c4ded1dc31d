package ridgepoint.fpga;

import ridgepoint.cycle.BurstPort;
import ridgepoint.cycle.CyclePass;
import ridgepoint.cycle.Event;
import ridgepoint.cycle.MainMemory;
import ridgepoint.cycle.StepUnits;
import ridgepoint.cycle.TilePipeline;
import ridgepoint.datatype.ProductRates;
import ridgepoint.estimate.Bound;
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
  /** The places that a design reads from, and writes to. */
  static final int READ = 0;

  static final int WRITTEN = 1;

  /** Bursts a port has outstanding: the default of high-level synthesis (AMD UG1399). */
  private static final int OUTSTANDING = 16;

  private final DeviceSpec device;
  private final MemoryChannels channels;
  private final DesignRates rates;
  private final CyclePass pass;
  private final double readShare;
  private final ClockDomain clock;
  private final MainMemory memory;
  private final BurstPort reads;
  private final BurstPort writes;
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
      MainMemory memory,
      double readShare) {
    this.device = device;
    this.channels = channels;
    this.pass = pass;
    this.readShare = readShare;
    Architecture.Fpga fpga = (Architecture.Fpga) device.architecture();
    rates = new DesignRates(device, parameters, new ProductRates(device), operator, totals);
    clock = ClockDomain.ofHertz("fabric", fpga.design().clockHertz());
    mainLevel = device.memory().size() - 1;
    this.memory = memory;
    reads = ports("read ports", READ, parameters);
    writes = ports("write ports", WRITTEN, parameters);
    array = pass.resource("engine", Bound.COMPUTE, pass.events().unit("engine", clock));
    vector = pass.resource("vector", Bound.COMPUTE, pass.events().unit("vector", clock));
  }

  /** All ports together: bursts go to one after another. */
  private BurstPort ports(String name, int place, FpgaParameters parameters) {
    long burst = (long) parameters.interleaveBytes();
    int outstanding = OUTSTANDING * channels.used();
    return new BurstPort(pass, memory, name, place, burst, outstanding, BurstPort.Way.DIRECT);
  }

  @Override
  public void load(StreamBuilder stream, Use step) {
    double bytes = TilePipeline.sum(step.loadedBytes()) * readShare;
    if (bytes > 0) {
      reads.read(stream, bytes, latencyTicks(channels.readTailSeconds(bytes)), "load");
    }
  }

  @Override
  public void store(StreamBuilder stream, Use step) {
    double bytes = TilePipeline.sum(step.storedBytes());
    writes.write(stream, bytes, latencyTicks(channels.writeTailSeconds(bytes)), "store");
  }

  /** Controllers see themselves which channels a short transfer reaches. */
  private long latencyTicks(double tailSeconds) {
    double latency = device.mainMemory().latencySeconds();
    return ClockDomain.nearestTick(memory.isPlayed() ? latency : latency + tailSeconds);
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
    long busy = clock.ticksOf(rates.vectorSeconds(step));
    stream.use(vector, Cost.of(busy), When.RELEASED, "vector", tag);
  }
}
