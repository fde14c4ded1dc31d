package ridgepoint.fpga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import ridgepoint.cycle.CycleSettings;
import ridgepoint.estimate.CostModel;
import ridgepoint.estimate.OperatorEstimate;
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

class FpgaCycleMachineTest {
  private static final Format BYTE = Format.of(DataType.INT8);
  private static final Format NIBBLE = Format.of(DataType.INT4);

  private static DeviceSpec u280(String... changes) {
    return new DeviceLibrary()
        .load("alveo-u280", List.of(changes).stream().map(WhatIf::parse).toList());
  }

  private static CostModel cycle(DeviceSpec device, boolean replaying) {
    return CostModels.cycle(
        device,
        OperatingConditions.usual(),
        new CycleSettings(Settings.USUAL.replayingAll(replaying), CycleSettings.USUAL.listeners()));
  }

  private static Gemm gemm(long m, long n, long k) {
    return Gemm.linear(m, k, n, BYTE, NIBBLE, DataType.INT8);
  }

  @Property(tries = 25)
  void skippingChangesNothingAndRooflinesHold(
      @ForAll @IntRange(min = 1, max = 300) int m,
      @ForAll @IntRange(min = 1, max = 1500) int n,
      @ForAll @IntRange(min = 1, max = 1500) int k,
      @ForAll boolean product) {
    DeviceSpec device = u280();
    Operator operator = product ? gemm(m, n, k) : new Norm(Norm.Type.RMS, m, k, false, BYTE, BYTE);
    OperatorEstimate skipping = cycle(device, false).estimate(operator);
    OperatorEstimate replaying = cycle(device, true).estimate(operator);
    assertEquals(replaying.latencySeconds(), skipping.latencySeconds());
    assertEquals(replaying.energy(), skipping.energy());
    double roofline = CostModels.of(Fidelity.ROOFLINE, device).estimate(operator).latencySeconds();
    assertTrue(skipping.latencySeconds() >= roofline * (1 - 1e-9), operator.toString());
  }

  @Test
  void cycleAndPipelineAgreeWhereOneUnitIsBusyAllTheTime() {
    for (Gemm large : List.of(gemm(1, 11008, 4096), gemm(512, 11008, 4096))) {
      double pipeline = CostModels.of(Fidelity.PIPELINE, u280()).estimate(large).latencySeconds();
      double events = cycle(u280(), false).estimate(large).latencySeconds();
      assertEquals(pipeline, events, 0.1 * pipeline, large.toString());
    }
  }

  @Test
  void aVectorKeepsAQuarterOfTheArrayBusyAndFewerChannelsTakeLonger() {
    String fast = "memory.hbm.bandwidth=4600 GB/s";
    double vector = cycle(u280(fast), false).estimate(gemm(1, 11008, 4096)).latencySeconds();
    double tokens = cycle(u280(fast), false).estimate(gemm(128, 11008, 4096)).latencySeconds();
    assertEquals(32, tokens / vector, 4);
    double all = cycle(u280(), false).estimate(gemm(1, 11008, 4096)).latencySeconds();
    double half =
        cycle(u280("fpga.design.channels=12"), false)
            .estimate(gemm(1, 11008, 4096))
            .latencySeconds();
    assertEquals(2, half / all, 0.1);
  }
}
