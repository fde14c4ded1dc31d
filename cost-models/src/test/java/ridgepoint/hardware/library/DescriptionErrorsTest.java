package ridgepoint.hardware.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.Provenance;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.input.InputException;

/** Every class of mistake is refused in one line that names file, line and key. */
class DescriptionErrorsTest {
  @TempDir Path folder;

  /** A line of a shipped file, what a user makes of it, the key and the words of the error. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      gpu/l4     | bandwidth: {value: 300 GB/s | bandwith: {value: 300 GB/s   | memory.gddr.bandwith | did you mean 'bandwidth'?
      gpu/l4     | {value: 300 GB/s            | {value: 300 GB               | memory.gddr.bandwidth | is a size; a bandwidth is wanted
      gpu/l4     | {value: 300 GB/s            | {value: 0 GB/s               | memory.gddr.bandwidth | more than 0
      gpu/l4     | {value: 300 GB/s            | {value: -300 GB/s            | memory.gddr.bandwidth | is impossible
      gpu/l4     | {value: 300 GB/s            | {value: 300000000 PB/s       | memory.gddr.bandwidth | is impossible
      gpu/l4     | {value: 300 GB/s, from: datasheet | {value: 300 GB/s, from: guess | memory.gddr.bandwidth.from | 'guess' is not one of
      gpu/l4     | {value: 300 GB/s, from: datasheet, source: datasheet | {value: 300 GB/s, from: datasheet | memory.gddr.bandwidth.source | missing key
      gpu/l4     | {value: 72 W                | {value: 12 W                 | power.idle           | is more than power.limit
      gpu/l4     | bf16: {value: 242 TFLOP/s   | bf16: {value: 100 TFLOP/s    | compute.matrix.sparse_peak.bf16 | less than the dense
      gpu/l4     | bf16: {value: 121 TFLOP/s   | bf17: {value: 121 TFLOP/s    | compute.matrix.peak.bf17 | unknown key
      gpu/l4     | generation: ada             | generation: adda             | gpu.generation       | did you mean 'ada'?
      gpu/l4     | schema: ridgepoint.device/1 | schema: ridgepoint.device/2  | schema               | is not one of ridgepoint.device/1
      gpu/l4     | kind: gpu                   | kind: npu                    | gpu                  | unknown key
      gpu/l4     | units: {value: 58           | units: {value: 58.5          | compute.units        | a whole number is wanted
      gpu/l4     | year: 2023                  | year: soon                   | year                 | a year from 1970
      gpu/l4     | managed: hardware           | managed: firmware            | memory.l2.managed    | is not one of software, hardware
      gpu/l4     | efficiency: {value: 0.87    | efficiency: {value: 1.5      | links.host.efficiency | at most 1
      gpu/l4     | clock: {value: 2040 MHz     | clock: {value: 2040 GHz      | compute.clock        | 20 GHz
      gpu/l4     | shared_per_block: {value: 99 KiB | shared_per_block: {value: 199 KiB | gpu.shared_per_block | is more than the gpu.shared
      gpu/l4     | working_set: 93.23 %, bandwidth: 100 % | working_set: 93.23 %, bandwidth: 90 % | memory.l2.bandwidth_curve[0].bandwidth | 100 % is wanted
      gpu/h100-sxm | l2_slices: {value: 80      | l2_slices: {value: 81        | gpu.l2_slices        | is not a multiple of the 2 partitions
      gpu/l4     | working_set: 102.1 %        | working_set: 90 %            | memory.l2.bandwidth_curve[1].working_set | more than that of the point before
      gpu/l4     | working_set: 93.23 %, bandwidth: 100 %, from: derived | working_set: 93.23 %, bandwidth: 100 %, form: derived | memory.l2.bandwidth_curve[0].form | did you mean 'from'?
      gpu/l4     | working_set: 102.1 %, bandwidth: 81.9 % | working_set: 102.1 %, bandwidth: 819 % | memory.l2.bandwidth_curve[1].bandwidth | at most 1
      fpga/alveo-u280 | dsps: {value: 6345     | dsps: {value: 9999           | fpga.design.dsps     | uses 9999 but the device has 9024
      fpga/alveo-u280 | tokens: {value: 128    | tokens: {value: 1280         | fpga.design.rows     | more elements than the DSPs can make
      fpga/alveo-u280 | vector_columns: {value: 192 | vector_columns: {value: 1920 | fpga.design.vector_rows | more elements for a vector than the array has
      fpga/alveo-u280 | channels: {value: 24   | channels: {value: 33         | fpga.design.channels | uses 33 but the device has 32
      cpu/xeon-8480plus | cores_per_socket: {value: 56 | cores_per_socket: {value: 57 | cpu.cores_per_socket | are not the 56 of compute.units
      npu/tpu-v5e | dataflow: weight_stationary | dataflow: weight_static      | npu.dataflow         | is not one of weight_stationary
      system/dgx-h100 | devices: {value: 8     | devices: {value: 4           | count                | does not reach all 8
      """)
  void mistakesAreRefusedWithFileLineAndKey(
      String resource, String right, String wrong, String key, String words) throws IOException {
    Path file = changed(resource, right, wrong);
    InputException error =
        assertThrows(InputException.class, () -> new SystemLibrary().load(file.toString()));
    String message = error.getMessage();
    assertTrue(
        message.matches(java.util.regex.Pattern.quote(file.toString()) + ":\\d+: .*"), message);
    assertTrue(message.contains(": " + key + ": "), message);
    assertTrue(message.contains(words), message);
    assertEquals(1, message.lines().count());
  }

  @Test
  void theLineIsThatOfTheValue() throws IOException {
    Path file = changed("gpu/l4", "{value: 300 GB/s", "{value: 300 GB");
    int line = 1 + Files.readAllLines(file).indexOf(lineWith(file, "{value: 300 GB,"));
    InputException error =
        assertThrows(InputException.class, () -> new DeviceLibrary().load(file.toString()));
    assertTrue(error.getMessage().startsWith(file + ":" + line + ": "), error.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      memory.hbm.bandwith=6TB/s    | did you mean 'bandwidth'?
      memory.hmb.bandwidth=6TB/s   | 'memory' has shared, l2, hbm (did you mean 'hbm'?)
      memori.hbm.bandwidth=6TB/s   | the description has compute, memory, control
      memory.hbm=6TB/s             | is a section; it has capacity
      memory.hbm.bandwidth.value=1 | is a value and has no keys
      memory.hbm.bandwidth=6TB     | is a size; a bandwidth is wanted
      memory.hbm.bandwidth=0TB/s   | more than 0
      memory.l2.bandwidth_curve=1  | is a list; change it in a file
      id=other                     | cannot be changed
      network.nvlink.bandwidth=1TB/s | unknown key 'network'
      host.memory.capacitee=1TB    | did you mean 'capacity'?
      """)
  void whatIfsOnUnknownOrImpossibleValuesSayWhatExists(String assignment, String words) {
    List<WhatIf> whatIfs = List.of(WhatIf.parse(assignment));
    InputException error =
        assertThrows(InputException.class, () -> new SystemLibrary().load("h100-sxm", whatIfs));
    assertTrue(error.getMessage().startsWith("--set " + assignment), error.getMessage());
    assertTrue(error.getMessage().contains(words), error.getMessage());
  }

  @Test
  void whatIfsWithoutAPathOrAValueAreRefused() {
    assertThrows(InputException.class, () -> WhatIf.parse("memory.hbm.bandwidth"));
    assertThrows(InputException.class, () -> WhatIf.parse("=3"));
    assertThrows(InputException.class, () -> WhatIf.parse("a="));
  }

  @Test
  void whatIfsReachDeviceNetworkHostAndAttachedDevice() {
    List<WhatIf> whatIfs =
        List.of(
            WhatIf.parse("memory.hbm.capacity=160GB"),
            WhatIf.parse("network.nvlink.bandwidth=900GB/s"),
            WhatIf.parse("host.memory.capacity=4TB"),
            WhatIf.parse("attached.pim.internal_bandwidth=50TB/s"),
            WhatIf.parse("count=4"));
    SystemSpec system = new SystemLibrary().load("dgx-attacc", whatIfs);
    assertEquals(160e9, system.device().mainMemory().capacityBytes());
    assertEquals(900e9, system.network().get(0).bytesPerSecondPerDevice());
    assertEquals(4e12, system.host().orElseThrow().memoryBytes());
    assertEquals(80e9, system.attached().orElseThrow().mainMemory().capacityBytes());
    assertEquals(4, system.deviceCount());
  }

  @Test
  void whatIfsReplaceSeparateDirectionsByOneBandwidthAndAreMarkedAsTheUsers() {
    DeviceSpec device =
        new DeviceLibrary()
            .load("xeon-8480plus", List.of(WhatIf.parse("memory.l1.bandwidth=1TB/s")));
    assertEquals(1e12, device.memory().get(0).writeBytesPerSecond());
    assertEquals(Provenance.Origin.USER, device.provenance().get("memory.l1.bandwidth").origin());
  }

  @Test
  void aSystemOfAUsersDeviceFindsItBesideItsOwnFile() throws IOException {
    changed("gpu/l4", "id: l4", "id: mine");
    Path system = changed("system/dgx-h100", "device: h100-sxm", "device: ./l4.yaml");
    assertEquals("mine", new SystemLibrary().load(system.toString()).device().id());
  }

  private Path changed(String resource, String right, String wrong) throws IOException {
    String name = "/hw/" + resource + ".yaml";
    try (InputStream stream = DescriptionErrorsTest.class.getResourceAsStream(name)) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(text.contains(right), resource + " has no " + right);
      Path file = folder.resolve(resource.substring(resource.indexOf('/') + 1) + ".yaml");
      return Files.writeString(file, text.replace(right, wrong));
    }
  }

  private static String lineWith(Path file, String text) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(l -> l.contains(text))
        .findFirst()
        .orElseThrow();
  }
}
