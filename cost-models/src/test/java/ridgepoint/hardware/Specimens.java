package ridgepoint.hardware;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import ridgepoint.number.DataType;

/** Round-numbered devices for tests; none is a product. */
public final class Specimens {
  private Specimens() {}

  /** A GPU of the size of a 2022 data-centre part with every number round. */
  public static DeviceSpec gpu() {
    Compute compute =
        new Compute(
            128,
            1.5e9,
            Map.of(DataType.BF16, 1000e12, DataType.FP16, 1000e12, DataType.FP8_E4M3, 2000e12),
            Map.of(DataType.BF16, 2000e12),
            Map.of(DataType.FP32, 64e12, DataType.FP16, 128e12),
            4e12);
    List<MemoryLevel> memory =
        List.of(
            new MemoryLevel("registers", 256 * 1024, 128, 200e12, 100e12, 1e-9, 0.07e-12, true),
            new MemoryLevel("shared", 224 * 1024, 128, 25e12, 25e12, 20e-9, 1.3e-12, true),
            new MemoryLevel("l2", 50e6, 1, 7e12, 7e12, 150e-9, 2.4e-12, false),
            new MemoryLevel("hbm", 80e9, 1, 3e12, 3e12, 400e-9, 30e-12, false));
    Power power =
        new Power(
            700,
            80,
            0,
            Map.of(DataType.BF16, 0.35e-12, DataType.FP8_E4M3, 0.2e-12),
            1e-12,
            4e-12,
            2);
    Architecture.Gpu architecture =
        new Architecture.Gpu(
            "hopper",
            64,
            32,
            256 * 1024,
            228 * 1024,
            227 * 1024,
            64,
            256,
            16,
            Architecture.L2.ofPartitions(2));
    return device(
        "specimen-gpu",
        DeviceKind.GPU,
        compute,
        memory,
        new Control(2e-6, 5e-6, 1e-6),
        power,
        architecture);
  }

  /** A two-socket server CPU with a matrix extension. */
  public static DeviceSpec cpu() {
    Compute compute =
        new Compute(
            100,
            2e9,
            Map.of(DataType.BF16, 200e12, DataType.INT8, 400e12),
            Map.of(),
            Map.of(DataType.FP32, 12.8e12),
            0.4e12);
    List<MemoryLevel> memory =
        List.of(
            new MemoryLevel("registers", 2048, 100, 60e12, 30e12, 1e-9, 0.1e-12, false),
            new MemoryLevel("l1", 48 * 1024, 100, 25e12, 12e12, 2.5e-9, 1e-12, false),
            new MemoryLevel("l2", 2 * 1024 * 1024, 100, 10e12, 6e12, 8e-9, 3e-12, false),
            new MemoryLevel("l3", 100e6, 2, 2e12, 1e12, 40e-9, 10e-12, false),
            new MemoryLevel("ddr", 1e12, 1, 600e9, 600e9, 110e-9, 120e-12, false));
    Power power = new Power(700, 150, 0, Map.of(DataType.BF16, 1e-12), 8e-12, 20e-12, 2);
    Architecture.Cpu architecture =
        new Architecture.Cpu(
            2, 50, 512, 2, Optional.of(new Architecture.MatrixExtension("amx", 16, 16, 64)), 30);
    return device(
        "specimen-cpu",
        DeviceKind.CPU,
        compute,
        memory,
        new Control(0, 0, 3e-6),
        power,
        architecture);
  }

  private static DeviceSpec device(
      String id,
      DeviceKind kind,
      Compute compute,
      List<MemoryLevel> memory,
      Control control,
      Power power,
      Architecture architecture) {
    return new DeviceSpec(
        id,
        id,
        kind,
        "none",
        2022,
        compute,
        memory,
        control,
        Map.of(),
        power,
        new Silicon("5 nm", OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty()),
        architecture,
        Optional.empty(),
        Map.of());
  }

  public static DeviceSpec with(DeviceSpec device, Compute compute) {
    return changed(device, compute, device.memory(), device.power(), device.architecture());
  }

  public static DeviceSpec with(DeviceSpec device, List<MemoryLevel> memory) {
    return changed(device, device.compute(), memory, device.power(), device.architecture());
  }

  public static DeviceSpec with(DeviceSpec device, Power power) {
    return changed(device, device.compute(), device.memory(), power, device.architecture());
  }

  public static DeviceSpec with(DeviceSpec device, Architecture architecture) {
    return changed(device, device.compute(), device.memory(), device.power(), architecture);
  }

  private static DeviceSpec changed(
      DeviceSpec device,
      Compute compute,
      List<MemoryLevel> memory,
      Power power,
      Architecture architecture) {
    return new DeviceSpec(
        device.id(),
        device.name(),
        device.kind(),
        device.vendor(),
        device.year(),
        compute,
        memory,
        device.control(),
        device.links(),
        power,
        device.silicon(),
        architecture,
        device.calibration(),
        device.provenance());
  }

  /** The same device with every memory level's bandwidth times a factor. */
  public static DeviceSpec withBandwidth(DeviceSpec device, String level, double factor) {
    return with(
        device,
        device.memory().stream()
            .map(
                old ->
                    old.name().equals(level)
                        ? new MemoryLevel(
                            old.name(),
                            old.capacityBytes(),
                            old.instances(),
                            old.readBytesPerSecond() * factor,
                            old.writeBytesPerSecond() * factor,
                            old.latencySeconds(),
                            old.joulesPerByte(),
                            old.softwareManaged(),
                            old.curve(),
                            old.dram())
                        : old)
            .toList());
  }

  public static DeviceSpec withPowerLimit(DeviceSpec device, double watts) {
    Power power = device.power();
    return with(
        device,
        new Power(
            watts,
            power.idleWatts(),
            power.activeWatts(),
            power.matrixJoulesPerOperation(),
            power.vectorJoulesPerOperation(),
            power.specialJoulesPerOperation(),
            power.dynamicExponent()));
  }

  public static DeviceSpec withActivePower(DeviceSpec device, double watts) {
    Power power = device.power();
    return with(
        device,
        new Power(
            power.limitWatts(),
            power.idleWatts(),
            watts,
            power.matrixJoulesPerOperation(),
            power.vectorJoulesPerOperation(),
            power.specialJoulesPerOperation(),
            power.dynamicExponent()));
  }
}
