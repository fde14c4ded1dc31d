package ridgepoint.cli.listing;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.number.DataType;
import ridgepoint.report.Quantity;
import ridgepoint.report.text.JsonText;
import ridgepoint.report.text.TextTable;

/** All devices and systems in short. */
final class HardwareListing {
  private static final int WIDTH = 120;
  private static final String SCHEMA = "ridgepoint.devices/1";

  /** Types whose rate is shown, the first that a device has. */
  private static final List<DataType> SHOWN =
      List.of(DataType.BF16, DataType.FP16, DataType.INT8, DataType.FP32);

  private HardwareListing() {}

  static String table(List<DeviceSpec> devices, List<SystemSpec> systems) {
    TextTable table =
        new TextTable()
            .left("kind")
            .left("id")
            .flexible("name")
            .right("dense peak")
            .left("in")
            .right("memory")
            .right("bandwidth")
            .right("power");
    for (DeviceSpec device : devices) {
      DataType type = shown(device);
      table.row(
          device.kind().id(),
          device.id(),
          device.name(),
          Quantity.si(rate(device, type), "OP/s"),
          type.id(),
          Quantity.bytes(device.mainMemory().totalCapacityBytes()),
          Quantity.si(device.mainMemory().readBytesPerSecond(), "B/s"),
          Quantity.si(device.power().limitWatts(), "W"));
    }
    TextTable together =
        new TextTable().left("system").flexible("name").right("devices").left("of").left("network");
    for (SystemSpec system : systems) {
      together.row(
          system.id(),
          system.name(),
          Integer.toString(system.deviceCount()),
          system.device().id()
              + system.attached().map(attached -> " + " + attached.id()).orElse(""),
          network(system));
    }
    return table.render(WIDTH, false)
        + "\n"
        + together.render(WIDTH, false)
        + "\n"
        + "ridgepoint devices ID explains one; --hw takes any of them, or the path of a"
        + " description\n";
  }

  static String json(List<DeviceSpec> devices, List<SystemSpec> systems) {
    return JsonText.pretty(
        json ->
            json.put("schema", SCHEMA)
                .objects("devices", devices, HardwareListing::describe)
                .objects("systems", systems, HardwareListing::describe));
  }

  static void describe(JsonText json, DeviceSpec device) {
    json.put("id", device.id())
        .put("name", device.name())
        .put("kind", device.kind().id())
        .put("vendor", device.vendor())
        .put("year", device.year())
        .numbers("matrix_operations_per_s", byName(device.compute().matrixPeak()))
        .numbers("sparse_matrix_operations_per_s", byName(device.compute().sparseMatrixPeak()))
        .numbers("vector_operations_per_s", byName(device.compute().vectorPeak()))
        .put("memory_bytes", device.mainMemory().totalCapacityBytes())
        .put("memory_bytes_per_s", device.mainMemory().readBytesPerSecond())
        .put("power_limit_w", device.power().limitWatts());
  }

  static void describe(JsonText json, SystemSpec system) {
    json.put("id", system.id())
        .put("name", system.name())
        .put("device", system.device().id())
        .put("devices", system.deviceCount())
        .put("attached", system.attached().map(DeviceSpec::id).orElse(""))
        .put("network", network(system));
  }

  private static String network(SystemSpec system) {
    return String.join(
        ", ",
        system.network().stream()
            .map(
                level ->
                    level.name()
                        + " "
                        + Quantity.si(level.bytesPerSecondPerDevice(), "B/s")
                        + " each way")
            .toList());
  }

  private static DataType shown(DeviceSpec device) {
    return SHOWN.stream()
        .filter(type -> device.compute().productRate(type).isPresent())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(device.id() + " computes in no common type"));
  }

  private static double rate(DeviceSpec device, DataType type) {
    return device.compute().productRate(type).orElseThrow();
  }

  private static Map<String, Double> byName(Map<DataType, Double> rates) {
    Map<DataType, Double> ordered = new TreeMap<>(rates);
    Map<String, Double> named = new java.util.LinkedHashMap<>();
    ordered.forEach((type, rate) -> named.put(type.id(), rate));
    return named;
  }
}
