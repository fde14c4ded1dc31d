package ridgepoint.hardware.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.Compute;
import ridgepoint.hardware.DeviceKind;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.MemoryLevel;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.number.DataType;

class ShippedDevicesTest {
  /** Ids that users and studies rely on. */
  private static final List<String> PROMISED =
      List.of(
          ("a100-sxm-40gb a100-sxm-80gb h100-sxm h200-sxm b200-sxm gb200 l40s l4 rtx-3090 rtx-4090"
                  + " rtx-pro-6000 v100-sxm t4 mi210 mi300x arc-pro-b60 apple-m2-ultra xeon-8380"
                  + " xeon-8480plus epyc-9654 grace raspberry-pi-5 snapdragon-8-gen-3 tpu-v3 tpu-v4"
                  + " tpu-v5e tpu-v6e hexagon-8-gen-3 gaudi-2 generic-systolic alveo-u280"
                  + " versal-vhk158 kria-kv260 upmem-2560 hbm-pim-aquabolt gddr6-aim attacc-hbm3")
              .split(" "));

  /** Devices that show how well models predict what they were never fitted to. */
  private static final List<String> NEVER_CALIBRATED = List.of("l40s", "b200-sxm", "arc-pro-b60");

  static List<DeviceSpec> devices() {
    DeviceLibrary library = new DeviceLibrary();
    return library.ids().stream().map(library::load).toList();
  }

  static List<DeviceSpec> gpusWithMatrixUnits() {
    return devices().stream()
        .filter(device -> device.kind() == DeviceKind.GPU)
        .filter(device -> !device.compute().matrixPeak().isEmpty())
        .toList();
  }

  @Test
  void everyPromisedDeviceIsThere() {
    Set<String> missing = new HashSet<>(PROMISED);
    missing.removeAll(new DeviceLibrary().ids());
    assertEquals(Set.of(), missing);
  }

  @Test
  void everyIdNamesItsOwnDescription() {
    DeviceLibrary devices = new DeviceLibrary();
    devices.ids().forEach(id -> assertEquals(id, devices.load(id).id()));
    SystemLibrary systems = new SystemLibrary();
    systems.ids().forEach(id -> assertEquals(id, systems.load(id).id()));
    assertTrue(systems.ids().size() >= 8);
  }

  @Test
  void theIndexNamesEveryFile() throws IOException, URISyntaxException {
    URI index = ShippedDevicesTest.class.getResource("/hw/index.txt").toURI();
    if (index.getScheme().equals("jar")) {
      try (FileSystem jar = FileSystems.newFileSystem(index, Map.of())) {
        assertEquals(descriptions(jar.getPath("/hw")), Set.copyOf(Library.index().values()));
      }
    } else {
      assertEquals(descriptions(Path.of(index).getParent()), Set.copyOf(Library.index().values()));
    }
  }

  private static Set<String> descriptions(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .filter(file -> !file.equals("system/default-host.yaml"))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void theThreeTestDevicesAreNotCalibrated() {
    DeviceLibrary library = new DeviceLibrary();
    NEVER_CALIBRATED.forEach(id -> assertTrue(library.load(id).calibration().isEmpty(), id));
  }

  @ParameterizedTest
  @MethodSource("devices")
  void everyDeviceIsASystemOfOneWithAHost(DeviceSpec device) {
    SystemSpec system = new SystemLibrary().load(device.id());
    assertEquals(1, system.deviceCount());
    boolean separate = device.links().containsKey("host");
    assertEquals(separate, system.host().orElseThrow().memoryBytes() > 0);
    assertTrue(system.host().orElseThrow().storageBytes() > 0);
  }

  @ParameterizedTest
  @MethodSource("devices")
  void nearerMemoryIsFasterInRateAndLatency(DeviceSpec device) {
    for (int i = 1; i < device.memory().size(); i++) {
      MemoryLevel near = device.memory().get(i - 1);
      MemoryLevel far = device.memory().get(i);
      assertTrue(near.readBytesPerSecond() >= far.readBytesPerSecond(), near + " " + far);
      assertTrue(near.latencySeconds() <= far.latencySeconds(), near + " " + far);
      assertTrue(near.joulesPerByte() <= far.joulesPerByte(), near + " " + far);
      assertTrue(near.capacityBytes() <= far.totalCapacityBytes(), near + " " + far);
    }
  }

  @ParameterizedTest
  @MethodSource("devices")
  void structuredSparsityDoublesTheDenseRate(DeviceSpec device) {
    Compute compute = device.compute();
    for (Map.Entry<DataType, Double> sparse : compute.sparseMatrixPeak().entrySet()) {
      double ratio = sparse.getValue() / compute.matrixPeak().get(sparse.getKey());
      assertEquals(2, ratio, 0.01, device.id() + " " + sparse.getKey());
    }
  }

  @ParameterizedTest
  @MethodSource("devices")
  void fewerBitsAreNeverSlower(DeviceSpec device) {
    Map<DataType, Double> peaks = device.compute().matrixPeak();
    for (DataType wide : peaks.keySet()) {
      for (DataType narrow : peaks.keySet()) {
        if (wide.kind() == narrow.kind() && wide.bits() > narrow.bits()) {
          assertTrue(peaks.get(narrow) >= peaks.get(wide), device.id() + " " + wide + " " + narrow);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("gpusWithMatrixUnits")
  void gpuPeaksArePowersOfTwoPerUnitAndCycle(DeviceSpec device) {
    Compute compute = device.compute();
    double perCycle =
        compute.matrixPeak().get(DataType.FP16) / (compute.units() * compute.clockHertz());
    double nearest = Math.pow(2, Math.rint(Math.log(perCycle) / Math.log(2)));
    assertEquals(nearest, perCycle, 0.05 * nearest, device.id());
  }

  @ParameterizedTest
  @MethodSource("devices")
  void arrayShapeAndClockGiveThePeak(DeviceSpec device) {
    Compute compute = device.compute();
    double most = compute.matrixPeak().values().stream().mapToDouble(v -> v).max().orElse(0);
    double expected;
    if (device.architecture() instanceof Architecture.Npu npu) {
      expected = 2.0 * npu.arrays() * npu.rows() * npu.columns() * compute.clockHertz();
    } else if (device.architecture() instanceof Architecture.Fpga fpga) {
      Architecture.FpgaDesign design = fpga.design();
      expected =
          2.0
              * design.dataflow().tokens()
              * design.processingElementRows()
              * design.processingElementColumns()
              * design.clockHertz();
    } else {
      return;
    }
    double multiple = most / expected;
    assertEquals(Math.rint(multiple), multiple, 0.03, device.id());
    assertTrue(multiple > 0.97 && multiple < 2.06, device.id() + " " + multiple);
  }

  @ParameterizedTest
  @MethodSource("devices")
  void productsAtFullRateNeitherIdleNorMeltTheDevice(DeviceSpec device) {
    // A device without matrix units multiplies on its vector units.
    boolean onVectors = device.power().matrixJoulesPerOperation().isEmpty();
    double most =
        onVectors ? device.power().vectorJoulesPerOperation() * device.compute().vectorRate() : 0;
    for (Map.Entry<DataType, Double> energy :
        device.power().matrixJoulesPerOperation().entrySet()) {
      double rate = device.compute().productRate(energy.getKey()).orElseThrow();
      most = Math.max(most, rate * energy.getValue());
    }
    double watts = device.power().idleWatts() + most;
    double share = watts / device.power().limitWatts();
    assertTrue(share > 0.2 && share < 2.5, device.id() + " draws " + watts + " W");
  }
}
