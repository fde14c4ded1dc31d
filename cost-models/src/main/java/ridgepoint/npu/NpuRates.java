package ridgepoint.npu;

import ridgepoint.cycle.CyclePass;
import ridgepoint.cycle.Event;
import ridgepoint.estimate.Bound;
import ridgepoint.event.ClockDomain;
import ridgepoint.event.Cost;
import ridgepoint.event.StreamBuilder;
import ridgepoint.event.When;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.MemoryLevel;
import ridgepoint.number.DataType;

/**
 * Ticks of an NPU's arrays and of its main memory, which all of its cores share.
 *
 * @param secondsPerArrayCycle at the rate of the type computed in
 * @param memory its unit in the pass
 */
record NpuRates(
    DeviceSpec device, NpuParameters parameters, double secondsPerArrayCycle, int memory) {

  private Architecture.Npu npu() {
    return (Architecture.Npu) device.architecture();
  }

  int rows() {
    return npu().rows();
  }

  int columns() {
    return npu().columns();
  }

  long arrayTicks(long cycles) {
    return ClockDomain.nearestTick(cycles * secondsPerArrayCycle);
  }

  /** Adds the array of a core. */
  int array(CyclePass pass, String core) {
    return pass.resource(
        "matrix",
        Bound.COMPUTE,
        pass.events().unit(core + " array", ClockDomain.unclocked("array")));
  }

  /** Adds the vector unit of a core. */
  int vector(CyclePass pass, String core) {
    return pass.resource(
        "vector",
        Bound.COMPUTE,
        pass.events().unit(core + " vector", ClockDomain.unclocked("vector")));
  }

  /** Work of a core's vector unit; the stream goes on when it is done. */
  void vector(CyclePass pass, StreamBuilder stream, int unit, double operations, int cores) {
    double rate = device.compute().vectorRate() * parameters.vectorEfficiency() / cores;
    stream.use(
        unit,
        Cost.of(ClockDomain.nearestTick(operations / rate)),
        When.DONE,
        "scale",
        pass.tag(Event.vector(operations, 0)));
  }

  /**
   * Moves bytes between main memory and a scratchpad; the stream goes on when they are on the way.
   */
  void transfer(CyclePass pass, StreamBuilder stream, double bytes, boolean write, String label) {
    MemoryLevel level = device.mainMemory();
    double rate = write ? level.writeBytesPerSecond() : level.readBytesPerSecond();
    long moving = ClockDomain.nearestTick(bytes / (rate * parameters.memoryEfficiency()));
    long latency = write ? 0 : ClockDomain.nearestTick(level.latencySeconds());
    stream.use(
        memory,
        new Cost(moving, moving + latency),
        When.BEGUN,
        label,
        pass.tag(Event.move(device.memory().size() - 1, bytes)));
  }

  /**
   * A block of outputs: its inputs and weights are read from the scratchpad, partial sums written.
   */
  Event block(long m, double bytesPerElement, DataType type) {
    double elements = (double) m * rows() + (double) rows() * columns() + (double) m * columns();
    Event event = Event.multiply(2.0 * m * rows() * columns(), type);
    int scratchpad = NpuMachine.scratchpadLevel(device.memory());
    return scratchpad < 0 ? event : event.across(scratchpad, elements * bytesPerElement);
  }
}
