package ridgepoint.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import ridgepoint.cycle.CycleSettings;
import ridgepoint.estimate.CostModel;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.fidelity.CostModels;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.fidelity.OperatingConditions;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.hardware.library.WhatIf;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Role;

/** The event model of a GPU beside its pipeline model, which has the same rates in closed form. */
class GpuCycleMachineTest {
  private static final Format HALF = Format.of(DataType.BF16);
  private static final DeviceSpec DEVICE = new DeviceLibrary().load("h100-sxm");
  private static final CostModel CYCLE = CostModels.of(Fidelity.CYCLE, DEVICE);
  private static final CostModel REPLAYED =
      CostModels.cycle(
          DEVICE,
          OperatingConditions.usual(),
          CycleSettings.USUAL.running(CycleSettings.USUAL.simulation().replayingAll(true)));
  private static final CostModel PIPELINE = CostModels.of(Fidelity.PIPELINE, DEVICE);

  private static Operator product(long m, long n, long k) {
    return Gemm.linear(m, k, n, HALF, HALF, DataType.BF16);
  }

  private static Operator prompt(long batch, long length, int heads, int keyHeads) {
    return new Attention(
        batch,
        length,
        length,
        heads,
        keyHeads,
        128,
        128,
        0,
        0,
        true,
        false,
        HALF,
        HALF,
        Role.KV_CACHE,
        DataType.BF16,
        Attention.Algorithm.FLASH);
  }

  @Test
  void cyclesAndPipelinesExplainEachOther() {
    List<Operator> operators =
        List.of(
            product(4096, 4096, 4096),
            product(128, 12288, 4096),
            product(1, 8192, 8192),
            product(777, 3000, 1536),
            product(8192, 1024, 8192),
            prompt(1, 1024, 32, 8),
            prompt(2, 4096, 32, 32),
            prompt(8, 512, 16, 4));
    List<Double> ratios = new ArrayList<>();
    for (Operator operator : operators) {
      double ratio = seconds(CYCLE, operator) / seconds(PIPELINE, operator);
      assertEquals(1, ratio, 0.35, operator.toString());
      ratios.add(Math.abs(ratio - 1));
    }
    ratios.sort(null);
    assertTrue(ratios.get(ratios.size() / 2) < 0.1, ratios.toString());
  }

  /** Its kernels share the steps of the last wave out: without, events took 11% longer. */
  @Test
  void streamKIsTheSameForEventsAsForThePipeline() {
    DeviceSpec device = new DeviceLibrary().load("arc-pro-b60");
    Operator product = product(512, 8192, 8192);
    OperatorEstimate pipeline = CostModels.of(Fidelity.PIPELINE, device).estimate(product);
    OperatorEstimate cycle = CostModels.of(Fidelity.CYCLE, device).estimate(product);
    assertEquals("128x256x64 stream-k", pipeline.mapping());
    assertEquals(pipeline.latencySeconds(), cycle.latencySeconds(), 0.05 * cycle.latencySeconds());
  }

  @Test
  void smallProductsAreBoundByMemoryAndLargeOnesByMatrixUnits() {
    assertEquals("hbm", CYCLE.estimate(product(8, 16384, 16384)).boundDetail());
    assertEquals("matrix", CYCLE.estimate(product(8192, 8192, 8192)).boundDetail());
  }

  @Test
  void noUnitIsBusierThanThereIsTime() {
    OperatorEstimate estimate = CYCLE.estimate(product(1000, 5000, 3000));
    estimate
        .resources()
        .forEach(each -> assertTrue(each.seconds() <= estimate.latencySeconds(), each.name()));
  }

  /** Phases of a pass, partitions of the L2 and panels of tiles leave repetitions exact. */
  @Test
  void whatIsSkippedIsWhatWouldHaveBeenReplayed() {
    for (Operator operator : List.of(product(2048, 2048, 8192), prompt(2, 1024, 32, 8))) {
      OperatorEstimate usual = CYCLE.estimate(operator);
      OperatorEstimate whole = REPLAYED.estimate(operator);
      assertEquals(whole.latencySeconds(), usual.latencySeconds(), operator.toString());
      assertEquals(whole.resources(), usual.resources(), operator.toString());
    }
  }

  @Test
  void longLoopsAreSkipped() {
    Operator product = product(2048, 2048, 8192);
    assertNotEquals(REPLAYED.estimate(product).reason(), CYCLE.estimate(product).reason());
  }

  @Test
  void aNarrowLinkBetweenPartitionsSlowsWhatIsReadFromAfar() {
    DeviceSpec narrow =
        new DeviceLibrary().load("h100-sxm", List.of(WhatIf.parse("gpu.l2_link=60GB/s")));
    Operator product = product(4096, 4096, 4096);
    double linked = seconds(CostModels.of(Fidelity.CYCLE, narrow), product);
    assertTrue(linked > 1.1 * seconds(CYCLE, product), linked + " s");
  }

  @Test
  void slicesAreCounted() {
    String reason = CYCLE.estimate(product(4096, 4096, 4096)).reason();
    assertTrue(reason.contains("80 L2 slices with 8"), reason);
  }

  private static double seconds(CostModel model, Operator operator) {
    return model.estimate(operator).latencySeconds();
  }
}
