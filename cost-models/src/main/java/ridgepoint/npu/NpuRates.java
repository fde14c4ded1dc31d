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
import ridgepoint.number.DataType;

/**
 * Ticks of an NPU's arrays and vector units.
 *
 * @param secondsPerArrayCycle at the rate of the type computed in
 */
record NpuRates(DeviceSpec device, NpuParameters parameters, double secondsPerArrayCycle) {

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
   * A block of outputs: its inputs and weights are read from the scratchpad, partial sums written.
   */
  Event block(long m, double bytesPerElement, DataType type) {
    double elements = (double) m * rows() + (double) rows() * columns() + (double) m * columns();
    Event event = Event.multiply(2.0 * m * rows() * columns(), type);
    int scratchpad = NpuMachine.scratchpadLevel(device.memory());
    return scratchpad < 0 ? event : event.across(scratchpad, elements * bytesPerElement);
  }
}
