package ridgepoint.fpga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.hardware.library.WhatIf;
import ridgepoint.input.InputException;
import ridgepoint.number.DataType;

class DesignSearchTest {
  private static DeviceSpec device(String id, String... changes) {
    return new DeviceLibrary().load(id, List.of(changes).stream().map(WhatIf::parse).toList());
  }

  private static ArrayDesign most(DeviceSpec device, DataType type) {
    return new DesignSearch(device).of(type, OptionalLong.empty(), OptionalDouble.empty());
  }

  private static String refusal(DeviceSpec device, long multiplyAdds, double bufferBytes) {
    DesignSearch search = new DesignSearch(device);
    return assertThrows(
            InputException.class,
            () ->
                search.of(
                    DataType.INT8, OptionalLong.of(multiplyAdds), OptionalDouble.of(bufferBytes)))
        .getMessage();
  }

  @Test
  void packingDecidesHowManyMultiplyAddsAFabricHolds() {
    DeviceSpec u280 = device("alveo-u280");
    double bytes = most(u280, DataType.INT8).multiplyAdds();
    double halves = most(u280, DataType.FP16).multiplyAdds();
    assertEquals(4, bytes / halves, 0.5);
    assertEquals(300e6, most(u280, DataType.INT8).clockHertz());
  }

  @Test
  void fewBitsAreMultipliedInLogicToo() {
    ArrayDesign ternary = most(device("kria-kv260"), DataType.INT2);
    assertEquals(ternary.multiplyAdds(), ternary.logicMultiplyAdds());
    assertEquals(0, ternary.use().dsps());
    assertEquals(0, most(device("alveo-u280"), DataType.INT8).logicMultiplyAdds());
  }

  @Test
  void theResourceThatRanOutIsNamed() {
    DeviceSpec u280 = device("alveo-u280");
    assertTrue(refusal(u280, 20_000, 1e6).contains("its DSPs hold 18048"));
    assertTrue(refusal(u280, 1024, 100e6).contains("block RAMs run out"));
  }

  @Property(tries = 100)
  void aFullerFabricIsNotFasterClockedAndNothingIsUsedTwice(
      @ForAll @IntRange(min = 1, max = 18_000) int multiplyAdds) {
    DesignSearch search = new DesignSearch(device("alveo-u280"));
    ArrayDesign design;
    try {
      design = search.of(DataType.INT8, OptionalLong.of(multiplyAdds), OptionalDouble.of(1e6));
    } catch (InputException e) {
      // whole columns of tokens may be more than asked for, and more than there is
      assertTrue(multiplyAdds > 17_000, e.getMessage());
      return;
    }
    assertTrue(design.multiplyAdds() >= multiplyAdds);
    assertTrue(design.use().dsps() * 2 >= design.multiplyAdds());
    assertTrue(design.use().dsps() <= 9024 && design.use().luts() <= 1_303_680);
    assertTrue(design.clockHertz() <= 300e6 && design.clockHertz() >= 150e6);
  }
}
