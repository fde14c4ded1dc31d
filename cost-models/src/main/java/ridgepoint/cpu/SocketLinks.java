package ridgepoint.cpu;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.Architecture.SocketLink;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.MemoryLevel;

/**
 * Main memory of several sockets as cores see it: what lies at another socket comes over that
 * socket's links to this one's. Every socket takes in its part of what all read remotely.
 */
final class SocketLinks {
  private SocketLinks() {}

  /**
   * The device with main memory no faster than links let it be, and an access as long as the mean
   * one; the device itself where there are no links.
   *
   * @param reached share of main memory's bandwidth that kernels reach, which links do not lose
   */
  static DeviceSpec across(DeviceSpec device, double reached) {
    Architecture.Cpu cpu = (Architecture.Cpu) device.architecture();
    if (cpu.socketLink().isEmpty()) {
      return device;
    }
    SocketLink link = cpu.socketLink().get();
    MemoryLevel memory = device.mainMemory();
    double most = cpu.sockets() * link.bytesPerSecond() / link.remoteShare() / reached;
    List<MemoryLevel> levels = new ArrayList<>(device.memory());
    levels.set(
        levels.size() - 1,
        new MemoryLevel(
            memory.name(),
            memory.capacityBytes(),
            memory.instances(),
            Math.min(memory.readBytesPerSecond(), most),
            Math.min(memory.writeBytesPerSecond(), most),
            memory.latencySeconds() + link.remoteShare() * link.latencySeconds(),
            memory.joulesPerByte(),
            memory.softwareManaged(),
            memory.curve(),
            memory.dram()));
    return device.withMemory(levels);
  }
}
