package ridgepoint.area;

import java.util.EnumMap;
import java.util.Map;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.Compute;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.Die;
import ridgepoint.hardware.Link;
import ridgepoint.hardware.MemoryLevel;
import ridgepoint.number.DataType;

/** Counts what is on a device's dies, from its description. */
record DieCounting(UnitAreas areas) {
  private static final String HOST_LINK = "host";
  private static final int OPERATIONS_PER_MULTIPLY_ADD = 2;
  private static final int MOST_UNITS_OF_LOCAL_MEMORY = 4;

  DieCounts of(DeviceSpec device, UnitAreas.MemoryInterface memory) {
    Die die = device.silicon().die();
    double units = device.compute().units() / die.unitsEnabled();
    Levels levels = levels(device);
    Map<DataType, Double> vector = vectorLanes(device, units);
    double lanes = vector.getOrDefault(DataType.FP32, 0.0);
    return new DieCounts(
        units,
        units * schedulers(device),
        vector,
        lanes,
        perCycle(device.compute(), device.compute().matrixPeak(), die.unitsEnabled()),
        registerBytes(device) * units,
        levels.localBytes / die.unitsEnabled() + die.unitMemoryBytes() * units,
        levels.cacheBytes / die.cacheEnabled(),
        levels.cacheBytesPerSecond
            / device.compute().clockHertz()
            / die.cacheWidthReached().orElse(areas.assumed().cacheWidthReached())
            / die.cacheEnabled(),
        levels.ioCacheBytes / die.cacheEnabled(),
        device.mainMemory().readBytesPerSecond()
            / die.memoryInterfaceBytesPerSecond().orElse(memory.bytesPerSecond())
            / die.memoryEnabled(),
        die.lanes().orElse(lanes(device)),
        die.dieToDieBytesPerSecond(),
        die.graphics(),
        die.rayTracing());
  }

  /** Memories on the dies: those of single units, those shared, those beside the memory. */
  private record Levels(
      double localBytes, double cacheBytes, double cacheBytesPerSecond, double ioCacheBytes) {}

  private static Levels levels(DeviceSpec device) {
    double local = 0;
    double shared = 0;
    double width = 0;
    double io = 0;
    boolean ioDies = device.silicon().die().ioChiplets() > 0;
    for (MemoryLevel level : device.memory()) {
      if (level == device.mainMemory()) {
        continue;
      }
      if (isLocal(level, device.compute().units())) {
        local += level.totalCapacityBytes();
        continue;
      }
      if (width == 0) {
        width = level.readBytesPerSecond();
      }
      if (ioDies && level.instances() == 1) {
        io += level.totalCapacityBytes();
      } else {
        shared += level.totalCapacityBytes();
      }
    }
    return new Levels(local, shared, width, io);
  }

  /** Also when a few units share one, or when a what-if changed the units alone. */
  private static boolean isLocal(MemoryLevel level, int units) {
    return level.instances() >= units
        || level.instances() > 1 && level.instances() * MOST_UNITS_OF_LOCAL_MEMORY >= units;
  }

  private Map<DataType, Double> vectorLanes(DeviceSpec device, double units) {
    Die die = device.silicon().die();
    Map<DataType, Double> lanes =
        perCycle(device.compute(), device.compute().vectorPeak(), die.unitsEnabled());
    lanes.keySet().removeIf(type -> type != DataType.FP64 && type != DataType.FP32);
    if (lanes.isEmpty()) {
      lanes.put(
          DataType.FP32,
          device.compute().vectorRate() / perSecond(device.compute()) / die.unitsEnabled());
    }
    lanes.computeIfPresent(DataType.FP32, (type, count) -> count / die.resultsPerLane());
    double integer =
        die.integerLanesPerUnit()
            .orElse(
                device.architecture() instanceof Architecture.Gpu
                    ? areas.assumed().gpuIntegerLanes()
                    : 0);
    if (integer > 0) {
      lanes.put(DataType.INT32, integer * units);
    }
    return lanes;
  }

  private static Map<DataType, Double> perCycle(
      Compute compute, Map<DataType, Double> peaks, double enabled) {
    Map<DataType, Double> counts = new EnumMap<>(DataType.class);
    for (Map.Entry<DataType, Double> peak : peaks.entrySet()) {
      counts.put(peak.getKey(), peak.getValue() / perSecond(compute) / enabled);
    }
    return counts;
  }

  private static double perSecond(Compute compute) {
    return OPERATIONS_PER_MULTIPLY_ADD * compute.clockHertz();
  }

  private double schedulers(DeviceSpec device) {
    if (device.architecture() instanceof Architecture.Gpu) {
      return device.silicon().die().schedulersPerUnit().orElse(areas.assumed().gpuSchedulers());
    }
    return device.silicon().die().schedulersPerUnit().orElse(0);
  }

  private static double registerBytes(DeviceSpec device) {
    return device.architecture() instanceof Architecture.Gpu gpu ? gpu.registerBytesPerUnit() : 0;
  }

  private double lanes(DeviceSpec device) {
    Die die = device.silicon().die();
    double lanes = 0;
    for (Link link : device.links().values()) {
      lanes +=
          link.bytesPerSecond()
              / (link.name().equals(HOST_LINK)
                  ? die.hostLaneBytesPerSecond().orElse(areas.hostLaneBytesPerSecond())
                  : die.peerLaneBytesPerSecond().orElse(areas.peerLaneBytesPerSecond()));
    }
    return lanes / die.linksEnabled();
  }
}
