package ridgepoint.hardware.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import ridgepoint.golden.GoldenFile;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.number.DataType;

/** The shipped devices against independently collected facts whose sources were read. */
class DeviceFactsTest {
  private static final double TOLERANCE = 0.05;

  /** Our id by the facts' id. */
  private static final Map<String, String> DEVICES =
      Map.ofEntries(
          Map.entry("v100_sxm2_32gb", "v100-sxm"),
          Map.entry("a100_sxm_40gb", "a100-sxm-40gb"),
          Map.entry("a100_sxm_80gb", "a100-sxm-80gb"),
          Map.entry("h100_sxm_80gb", "h100-sxm"),
          Map.entry("h100_pcie_80gb", "h100-pcie"),
          Map.entry("h200_sxm_141gb", "h200-sxm"),
          Map.entry("b200_sxm_180gb", "b200-sxm"),
          Map.entry("gb200_gpu", "gb200"),
          Map.entry("l4", "l4"),
          Map.entry("l40s", "l40s"),
          Map.entry("a40", "a40"),
          Map.entry("rtx_3090", "rtx-3090"),
          Map.entry("rtx_4090", "rtx-4090"),
          Map.entry("rtx_5090", "rtx-5090"),
          Map.entry("rtx_pro_6000_blackwell", "rtx-pro-6000"),
          Map.entry("t4", "t4"),
          Map.entry("mi210", "mi210"),
          Map.entry("mi300x", "mi300x"),
          Map.entry("intel_arc_pro_b60", "arc-pro-b60"),
          Map.entry("apple_m2_ultra_gpu76", "apple-m2-ultra"),
          Map.entry("gaudi2", "gaudi-2"));

  /** Where the collected figure is of another variant than ours. */
  private static final Set<String> OTHER_VARIANT =
      Set.of("rtx-pro-6000 vec_fp32_tf" /* Workstation Edition at 2617 MHz, not the server's */);

  /** Column of the facts, the word that marks it as verified, and the figure of a device. */
  private record Fact(String column, Set<String> marks, double unit, Figure figure) {}

  @FunctionalInterface
  private interface Figure {
    OptionalDouble of(DeviceSpec device);
  }

  private static final List<Fact> FACTS =
      List.of(
          new Fact("fp16_tf", Set.of("fp16"), 1e12, device -> matrix(device, DataType.FP16)),
          new Fact("bf16_tf", Set.of("bf16", "fp16"), 1e12, d -> matrix(d, DataType.BF16)),
          new Fact("fp8_tf", Set.of("fp8"), 1e12, device -> matrix(device, DataType.FP8_E4M3)),
          new Fact("int8_tops", Set.of("int8"), 1e12, device -> matrix(device, DataType.INT8)),
          new Fact("fp4_tf", Set.of("fp4"), 1e12, device -> matrix(device, DataType.FP4_E2M1)),
          new Fact(
              "vec_fp32_tf",
              Set.of("vec_fp32", "fp32"),
              1e12,
              device -> OptionalDouble.of(device.compute().vectorPeak().get(DataType.FP32))),
          new Fact(
              "mem_GBps",
              Set.of("mem", "mem_GBps"),
              1e9,
              device -> OptionalDouble.of(device.mainMemory().readBytesPerSecond())),
          new Fact(
              "mem_GB",
              Set.of("mem", "mem_GB"),
              1e9,
              device -> OptionalDouble.of(device.mainMemory().totalCapacityBytes())),
          new Fact(
              "tdp_w",
              Set.of("tdp", "TDP"),
              1,
              device -> OptionalDouble.of(device.power().limitWatts())));

  @Test
  void verifiedFactsAgreeWithinFivePercent() throws IOException {
    DeviceLibrary library = new DeviceLibrary();
    int compared = 0;
    for (Map<String, String> row : GoldenFile.rows("facts/devices.csv")) {
      String id = DEVICES.get(row.get("id"));
      if (id == null) {
        continue;
      }
      DeviceSpec device = library.load(id);
      Set<String> verified = Set.of(distinctWords(row.get("verified_fields")));
      for (Fact fact : FACTS) {
        String cell = row.get(fact.column());
        boolean read = fact.marks().stream().anyMatch(verified::contains);
        if (!read || !cell.matches("[0-9.]+") || OTHER_VARIANT.contains(id + " " + fact.column())) {
          continue;
        }
        OptionalDouble ours = fact.figure().of(device);
        String what = id + " " + fact.column();
        assertTrue(ours.isPresent(), what + " is missing");
        double expected = Double.parseDouble(cell) * fact.unit();
        assertEquals(expected, ours.getAsDouble(), expected * TOLERANCE, what);
        compared++;
      }
    }
    assertTrue(compared > 60, "only " + compared + " facts were compared");
  }

  private static OptionalDouble matrix(DeviceSpec device, DataType type) {
    Double rate = device.compute().matrixPeak().get(type);
    return rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate);
  }

  private static String[] distinctWords(String text) {
    return java.util.Arrays.stream(text.split("[^A-Za-z0-9_]+")).distinct().toArray(String[]::new);
  }
}
