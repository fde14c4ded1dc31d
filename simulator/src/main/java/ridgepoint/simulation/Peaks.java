package ridgepoint.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.MemoryLevel;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.number.DataType;
import ridgepoint.report.RunResult.Level;
import ridgepoint.report.RunResult.Machine;

/** Peak rates of a machine, as utilisations and charts need them. */
final class Peaks {
  private Peaks() {}

  /**
   * Dense product rate in that type, or of vector work when the device has none in it. A memory
   * that computes shares the work with its host, so the host's rate belongs to it.
   */
  static double product(DeviceSpec device, DataType type) {
    double own = device.compute().productRate(type).orElse(device.compute().vectorRate());
    return device.architecture() instanceof Architecture.Pim pim
        ? own + product(new DeviceLibrary().load(pim.host()), type)
        : own;
  }

  /**
   * Rate at which weights and cached keys and values can stream to where they are computed with: of
   * main memory; with memories that compute, of their banks as well, and of the host's memory.
   */
  static double streaming(SystemSpec system) {
    return streaming(system.device()) + system.attached().map(Peaks::banks).orElse(0.0);
  }

  private static double streaming(DeviceSpec device) {
    return device.architecture() instanceof Architecture.Pim pim
        ? banks(device) + streaming(new DeviceLibrary().load(pim.host()))
        : device.mainMemory().readBytesPerSecond();
  }

  private static double banks(DeviceSpec device) {
    return device.architecture() instanceof Architecture.Pim pim
        ? pim.internalBytesPerSecond()
        : device.mainMemory().readBytesPerSecond();
  }

  static Machine machine(SystemSpec system) {
    DeviceSpec device = system.device();
    List<Level> levels = new ArrayList<>();
    for (MemoryLevel level : device.memory()) {
      levels.add(new Level(level.name(), level.readBytesPerSecond(), level.totalCapacityBytes()));
    }
    return new Machine(
        system.id(), system.name(), system.deviceCount(), productRates(device), levels);
  }

  /** Product rates by type name, fastest first, equal ones by name. */
  private static Map<String, Double> productRates(DeviceSpec device) {
    List<DataType> types = new ArrayList<>();
    for (DataType type : DataType.values()) {
      if (device.compute().productRate(type).isPresent()) {
        types.add(type);
      }
    }
    types.sort(
        Comparator.comparingDouble(
            (DataType type) -> -device.compute().productRate(type).orElseThrow()));
    Map<String, Double> rates = new LinkedHashMap<>();
    for (DataType type : types) {
      rates.put(type.id(), device.compute().productRate(type).orElseThrow());
    }
    return rates;
  }
}
