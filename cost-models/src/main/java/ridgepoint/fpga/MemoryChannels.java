package ridgepoint.fpga;

import ridgepoint.dram.DeviceDram;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.MemoryLevel;

/** The memory channels that a design's ports reach: what transfers through them take. */
final class MemoryChannels {
  private final DeviceSpec device;
  private final Architecture.Fpga fpga;
  private final FpgaParameters parameters;
  private final double efficiency;

  MemoryChannels(DeviceSpec device, FpgaParameters parameters) {
    this(device, parameters, ((Architecture.Fpga) device.architecture()).burstEfficiency());
  }

  private MemoryChannels(DeviceSpec device, FpgaParameters parameters, double efficiency) {
    this.device = device;
    this.fpga = (Architecture.Fpga) device.architecture();
    this.parameters = parameters;
    this.efficiency = efficiency;
  }

  /**
   * The same with bursts of a stripe's length played by a memory controller, where the description
   * names the DRAM; what the design's ports reach stays the limit.
   */
  MemoryChannels simulated() {
    MemoryLevel memory = device.mainMemory();
    if (memory.dram().isEmpty()) {
      return this;
    }
    double reached =
        BurstEfficiency.of(
            DeviceDram.of(memory, memory.dram().get()).memory(),
            (long) parameters.interleaveBytes());
    return new MemoryChannels(device, parameters, Math.min(efficiency, reached));
  }

  /** From the first byte to the last of a read; a short one does not reach every channel. */
  double readSeconds(double bytes) {
    return seconds(alone(bytes), device.mainMemory().readBytesPerSecond());
  }

  /** The same of a write. */
  double writeSeconds(double bytes) {
    return seconds(alone(bytes), device.mainMemory().writeBytesPerSecond());
  }

  /** For which a read keeps the channels from others: those it does not reach serve the next. */
  double busyReading(double bytes) {
    return seconds(bytes / used(), device.mainMemory().readBytesPerSecond());
  }

  /** The same of a write. */
  double busyWriting(double bytes) {
    return seconds(bytes / used(), device.mainMemory().writeBytesPerSecond());
  }

  private double alone(double bytes) {
    return Math.max(bytes / used(), Math.min(bytes, parameters.interleaveBytes()));
  }

  private double seconds(double bytesPerChannel, double bytesPerSecond) {
    double channelRate = bytesPerSecond / fpga.memoryChannels();
    double scaling = fpga.design().dataflow().coreScaling();
    return bytesPerChannel / (channelRate * efficiency * scaling);
  }

  private int used() {
    return fpga.design().dataflow().memoryChannels();
  }
}
