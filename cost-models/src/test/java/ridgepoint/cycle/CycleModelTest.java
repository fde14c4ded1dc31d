package ridgepoint.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import ridgepoint.estimate.CostModel;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.estimate.OperatorEstimate.Part;
import ridgepoint.estimate.UnsupportedOperatorException;
import ridgepoint.event.Settings;
import ridgepoint.fidelity.CostModels;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.fidelity.OperatingConditions;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.hardware.library.WhatIf;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Norm;
import ridgepoint.operator.Operator;

/** Identities of the cycle model, on the kinds that have one. */
class CycleModelTest {
  private static final Format HALF = Format.of(DataType.BF16);
  private static final List<String> DEVICES =
      List.of("generic-systolic", "tpu-v4", "tpu-v6e", "h100-sxm");

  private static CostModel model(DeviceSpec device, boolean replaying) {
    return CostModels.cycle(
        device,
        OperatingConditions.usual(),
        new CycleSettings(Settings.USUAL.replayingAll(replaying), CycleSettings.USUAL.listeners()));
  }

  private static Operator operator(long rows, long columns, long depth, boolean product) {
    return product
        ? Gemm.linear(rows, depth, columns, HALF, HALF, DataType.BF16)
        : new Norm(Norm.Type.RMS, rows, columns, false, HALF, HALF);
  }

  @Property(tries = 40)
  void skippingChangesNothingAndRooflinesHold(
      @ForAll @IntRange(min = 0, max = 3) int at,
      @ForAll @IntRange(min = 1, max = 1500) int rows,
      @ForAll @IntRange(min = 1, max = 1500) int columns,
      @ForAll @IntRange(min = 1, max = 1500) int depth,
      @ForAll boolean product) {
    DeviceSpec device = new DeviceLibrary().load(DEVICES.get(at));
    Operator operator = operator(rows, columns, depth, product);
    OperatorEstimate skipping = model(device, false).estimate(operator);
    OperatorEstimate replaying = model(device, true).estimate(operator);
    assertEquals(replaying.latencySeconds(), skipping.latencySeconds());
    assertEquals(replaying.parts(), skipping.parts());
    assertEquals(replaying.traffic(), skipping.traffic());
    assertEquals(replaying.energy(), skipping.energy());
    double roofline = CostModels.of(Fidelity.ROOFLINE, device).estimate(operator).latencySeconds();
    assertTrue(skipping.latencySeconds() >= roofline * (1 - 1e-9), operator.toString());
    double parts = skipping.parts().stream().mapToDouble(Part::seconds).sum();
    assertEquals(skipping.latencySeconds(), parts, 1e-9 * parts);
  }

  @Test
  void aScratchpadSmallerThanATileIsRefused() {
    DeviceSpec device =
        new DeviceLibrary()
            .load("generic-systolic", List.of(WhatIf.parse("memory.scratchpad.capacity=32 KiB")));
    CostModel model = model(device, false);
    Operator operator = operator(512, 512, 512, true);
    UnsupportedOperatorException thrown =
        assertThrows(UnsupportedOperatorException.class, () -> model.estimate(operator));
    assertTrue(thrown.getMessage().contains("smaller than a tile"), thrown.getMessage());
  }
}
