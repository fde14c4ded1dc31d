package ridgepoint.fpga;

import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;

/** The memory channels that a design's ports reach: what transfers through them take. */
final class MemoryChannels {
  private final DeviceSpec device;
  private final Architecture.Fpga fpga;
  private final FpgaParameters parameters;

  MemoryChannels(DeviceSpec device, FpgaParameters parameters) {
    this.device = device;
    this.fpga = (Architecture.Fpga) device.architecture();
    this.parameters = parameters;
  }

  /** From the first byte to the last of a read; a short one does not reach every channel. */
  double readSeconds(double bytes) {
    return seconds(alone(bytes), device.mainMemory().readBytesPerSecond());
  }

  /** The same of a write. */
  double writeSeconds(double bytes) {
    return seconds(alone(bytes), device.mainMemory().writeBytesPerSecond());
  }

  /** What a read takes longer than it keeps channels from others: some of them serve the next. */
  double readTailSeconds(double bytes) {
    return seconds(alone(bytes) - bytes / used(), device.mainMemory().readBytesPerSecond());
  }

  /** The same of a write. */
  double writeTailSeconds(double bytes) {
    return seconds(alone(bytes) - bytes / used(), device.mainMemory().writeBytesPerSecond());
  }

  /** Of the bandwidth of all channels, what the design's ports let through. */
  double reach() {
    double scaling = fpga.design().dataflow().coreScaling();
    return used() * fpga.burstEfficiency() * scaling / fpga.memoryChannels();
  }

  /** Channels that the design has ports to. */
  int used() {
    return fpga.design().dataflow().memoryChannels();
  }

  private double alone(double bytes) {
    return Math.max(bytes / used(), Math.min(bytes, parameters.interleaveBytes()));
  }

  private double seconds(double bytesPerChannel, double bytesPerSecond) {
    return bytesPerChannel * used() / (bytesPerSecond * reach());
  }
}
