package ridgepoint.area;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.hardware.library.WhatIf;
import ridgepoint.input.InputException;

/** What must hold whatever the design. */
class AreaPropertiesTest {
  private static final AreaModel MODEL = AreaModel.shipped();
  private static final DeviceLibrary DEVICES = new DeviceLibrary();
  private static final String BASE = "a100-sxm-80gb";

  private static double area(String... changes) {
    DeviceSpec device = DEVICES.load(BASE, List.of(changes).stream().map(WhatIf::parse).toList());
    return MODEL.squareMetres(device);
  }

  @Property(tries = 8)
  void moreUnitsTakeMoreArea(@ForAll @IntRange(min = 1, max = 400) int units) {
    assertTrue(area("compute.units=" + (units + 1)) > area("compute.units=" + units));
  }

  @Property(tries = 8)
  void moreOfAnythingTakesMoreArea(@ForAll @DoubleRange(min = 1.01, max = 1.9) double factor) {
    double base = area();
    assertTrue(area("memory.l2.capacity=" + 40 * factor + "MiB") > base);
    assertTrue(area("memory.l2.bandwidth=" + 5430 * factor + "GB/s") > base);
    assertTrue(area("memory.shared.capacity=" + 192 * factor + "KiB") > base);
    assertTrue(area("memory.hbm.bandwidth=" + 2039 * factor + "GB/s") > base);
    assertTrue(area("compute.matrix.peak.bf16=" + 312 * factor + "TFLOP/s") >= base);
    assertTrue(area("compute.matrix.peak.fp16=" + 312 * factor + "TFLOP/s") > base);
    assertTrue(area("compute.vector.peak.fp32=" + 19.5 * factor + "TFLOP/s") > base);
    assertTrue(area("gpu.registers=" + 256 * factor + "KiB") > base);
    assertTrue(area("links.nvlink.bandwidth=" + 300 * factor + "GB/s") > base);
  }

  @Test
  void newerProcessesTakeLessArea() {
    double before = Double.POSITIVE_INFINITY;
    for (String node :
        List.of("TSMC 28HPM", "TSMC 12FFN", "Samsung 8N", "TSMC N7", "TSMC N6", "TSMC N5")) {
      double area = area("silicon.node=" + node);
      assertTrue(area < before, node);
      before = area;
    }
  }

  @Test
  void memoryCapacityTakesNoAreaOfTheDie() {
    assertEquals(area(), area("memory.hbm.capacity=160GB"));
  }

  @Test
  void whatCannotBeComputedIsSaidInOneLine() {
    InputException node = assertThrows(InputException.class, () -> area("silicon.node=TSMC N8"));
    assertTrue(node.getMessage().contains("did you mean"), node.getMessage());
    InputException kind =
        assertThrows(InputException.class, () -> MODEL.area(DEVICES.load("alveo-u280")));
    assertEquals(1, kind.getMessage().lines().count());
  }
}
