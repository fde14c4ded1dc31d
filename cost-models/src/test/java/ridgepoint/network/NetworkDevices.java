package ridgepoint.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.Compute;
import ridgepoint.hardware.Control;
import ridgepoint.hardware.DeviceKind;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.Link;
import ridgepoint.hardware.MemoryLevel;
import ridgepoint.hardware.Power;
import ridgepoint.hardware.Silicon;
import ridgepoint.number.DataType;

/** A device to hang a network on; its own figures are round. */
public final class NetworkDevices {
  public static final DeviceSpec GPU =
      new DeviceSpec(
          "gpu",
          "gpu",
          DeviceKind.GPU,
          "test",
          2026,
          new Compute(
              100, 1e9, Map.of(DataType.FP16, 1e15), Map.of(), Map.of(DataType.FP32, 5e13), 1e13),
          List.of(new MemoryLevel("hbm", 80e9, 1, 3e12, 3e12, 5e-7, 3e-11, false)),
          new Control(2e-6, 4e-6, 1e-6),
          Map.of("host", new Link("pcie", 64e9, 1e-6, 0.85, 5e-11)),
          new Power(700, 100, 0, Map.of(DataType.FP16, 5e-13), 1e-12, 4e-12, 2),
          new Silicon(
              "4 nm", OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty()),
          new Architecture.Gpu(
              "test", 64, 32, 262144, 233472, 232448, 64, 256, 16, Architecture.L2.ofPartitions(1)),
          Optional.empty(),
          Map.of());

  private NetworkDevices() {}
}
