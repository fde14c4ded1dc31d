package ridgepoint.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import ridgepoint.cycle.CycleModel;
import ridgepoint.cycle.CycleSettings;
import ridgepoint.energy.EnergyModel;
import ridgepoint.estimate.Bound;
import ridgepoint.estimate.CostModel;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.fidelity.CostModels;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.hardware.Calibration;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.hardware.library.WhatIf;
import ridgepoint.input.InputException;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Norm;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Softmax;
import ridgepoint.pipeline.PipelineModel;
import ridgepoint.wave.CacheState;

class CpuCycleTest {
  private static final DeviceSpec EPYC = new DeviceLibrary().load("epyc-9654");
  private static final Format FP32 = Format.of(DataType.FP32);

  private final CostModel cycle = CostModels.of(Fidelity.CYCLE, EPYC);

  private static Gemm linear(long tokens, long inputs, long outputs) {
    return Gemm.linear(tokens, inputs, outputs, FP32, FP32, DataType.FP32);
  }

  private static double bytes(OperatorEstimate estimate, String level) {
    return estimate.traffic().stream()
        .filter(traffic -> traffic.level().equals(level))
        .mapToDouble(OperatorEstimate.Traffic::bytes)
        .sum();
  }

  @Test
  void noKernelIsFasterThanItsCompulsoryWork() {
    CostModel roofline = CostModels.of(Fidelity.ROOFLINE, EPYC);
    List<Operator> operators =
        List.of(
            linear(1, 4096, 4096),
            linear(512, 1024, 1024),
            new Norm(Norm.Type.RMS, 1024, 4096, false, FP32, FP32),
            new Softmax(512, 4096, FP32));
    for (Operator operator : operators) {
      double least = roofline.estimate(operator).latencySeconds();
      double simulated = cycle.estimate(operator).latencySeconds();
      assertTrue(simulated >= least, () -> operator + ": " + simulated + " below " + least);
    }
  }

  @Test
  void aColdGemvReadsItsWeightsOnceAndIsBoundByMemory() {
    OperatorEstimate estimate = cycle.estimate(linear(1, 8192, 4096));
    assertEquals(Bound.MEMORY, estimate.bound());
    double weights = 4.0 * 8192 * 4096;
    assertEquals(weights, bytes(estimate, "ddr"), 0.01 * weights);
    double rate = weights / estimate.latencySeconds();
    assertTrue(rate > 0.5 * 460.8e9 && rate < 460.8e9, () -> rate / 1e9 + " GB/s");
  }

  @Test
  void aRepeatedProductThatFitsFindsItsDataInTheCaches() {
    Gemm product = linear(256, 1024, 1024);
    OperatorEstimate cold = model(CacheState.COLD).estimate(product);
    OperatorEstimate warm = model(CacheState.WARM).estimate(product);
    assertTrue(bytes(cold, "ddr") >= 4.0 * 1024 * 1024);
    assertEquals(0, bytes(warm, "ddr"));
    assertTrue(warm.latencySeconds() < cold.latencySeconds());
  }

  @Test
  void largeProductsAgreeWithThePipelineModel() {
    Gemm product = linear(1024, 2048, 2048);
    double simulated = cycle.estimate(product).latencySeconds();
    double inClosedForm = CostModels.of(Fidelity.PIPELINE, EPYC).estimate(product).latencySeconds();
    assertEquals(1, simulated / inClosedForm, 0.25);
  }

  /** Where loads have too few buffers for the bandwidth, prefetchers make up for them. */
  @Test
  void prefetchersDrawWhatLoadsAloneCannot() {
    Norm norm = new Norm(Norm.Type.RMS, 8, 65_536, false, FP32, FP32);
    OperatorEstimate ahead = estimate(norm, Map.of("miss-buffers", 4.0));
    OperatorEstimate alone =
        estimate(
            norm,
            Map.of(
                "miss-buffers", 4.0,
                "prefetch-next-line", 0.0,
                "prefetch-strides", 0.0,
                "prefetch-adjacent-line", 0.0,
                "prefetch-streams", 0.0));
    assertTrue(alone.latencySeconds() > 1.3 * ahead.latencySeconds(), alone::toString);
    assertEquals(bytes(alone, "ddr"), bytes(ahead, "ddr"), 0.02 * bytes(alone, "ddr"));
    assertTrue(ahead.reason().contains("in vain"), ahead::reason);
    assertTrue(alone.reason().contains("none prefetched"), alone::reason);
  }

  private static OperatorEstimate estimate(Operator operator, Map<String, Double> parameters) {
    Calibration.Fit fit =
        new Calibration.Fit(
            Calibration.ANY_STACK, "host", "none", "2026-01-31", 1, 0, 0, parameters);
    DeviceSpec device = EPYC.withCalibration(Optional.of(new Calibration(List.of(fit))));
    return CostModels.of(Fidelity.CYCLE, device).estimate(operator);
  }

  @Test
  void aDramThatIsNotKnownIsRefused() {
    DeviceSpec unknown =
        new DeviceLibrary()
            .load("epyc-9654", List.of(WhatIf.parse("memory.ddr.dram.standard=DDR9_9000")));
    InputException refused =
        assertThrows(
            InputException.class,
            () -> CostModels.of(Fidelity.CYCLE, unknown).estimate(linear(1, 64, 64)));
    assertTrue(refused.getMessage().contains("DDR9_9000"), refused.getMessage());
  }

  private static CostModel model(CacheState state) {
    return new CycleModel(
        EPYC,
        new CpuCycleMachine(EPYC, state),
        (PipelineModel) CostModels.of(Fidelity.PIPELINE, EPYC),
        CostModels::record,
        new EnergyModel(EPYC),
        CycleSettings.USUAL);
  }
}
