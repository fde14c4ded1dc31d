package ridgepoint.npu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import ridgepoint.estimate.Bound;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.fidelity.CostModels;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.golden.GoldenFile;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.Architecture.Dataflow;
import ridgepoint.hardware.Compute;
import ridgepoint.hardware.Control;
import ridgepoint.hardware.DeviceKind;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.MemoryLevel;
import ridgepoint.hardware.Power;
import ridgepoint.hardware.Silicon;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.kernel.KernelLibrary;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Role;
import ridgepoint.pipeline.PipelineModel;
import ridgepoint.roofline.RooflineModel;
import ridgepoint.tile.recording.RecordingMachine;

class NpuMachineTest {
  private static final Format BYTE = Format.of(DataType.INT8);
  private static final Format HALF = Format.of(DataType.BF16);
  private static final double CLOCK = 1e9;
  private static final double UNLIMITED = 1e30;
  private static final NpuParameters IDEAL = new NpuParameters(1, 1, 1);

  private static DeviceSpec npu(
      Architecture.Npu architecture, double bandwidth, double scratchpadBytes, double overhead) {
    return npu(architecture, DataType.FP32, bandwidth, scratchpadBytes, overhead);
  }

  private static DeviceSpec npu(
      Architecture.Npu architecture,
      DataType vectorType,
      double bandwidth,
      double scratchpadBytes,
      double overhead) {
    double peak =
        2.0 * architecture.arrays() * architecture.rows() * architecture.columns() * CLOCK;
    return new DeviceSpec(
        "npu",
        "npu",
        DeviceKind.NPU,
        "test",
        2026,
        new Compute(
            architecture.arrays(),
            CLOCK,
            Map.of(DataType.INT8, peak, DataType.BF16, peak),
            Map.of(),
            Map.of(vectorType, peak / 16),
            peak / 64),
        List.of(
            new MemoryLevel(
                "vmem", scratchpadBytes, 1, 30 * bandwidth, 30 * bandwidth, 0, 1e-12, true),
            new MemoryLevel("hbm", 16e9, 1, bandwidth, bandwidth, overhead, 3e-11, false)),
        new Control(overhead, 0, 0),
        Map.of(),
        new Power(1e9, 50, 0, Map.of(DataType.BF16, 3e-13), 1e-12, 4e-12, 2),
        new Silicon("7 nm", OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty()),
        architecture,
        Optional.empty(),
        Map.of());
  }

  private static Architecture.Npu array(
      int arrays, int rows, int columns, Dataflow dataflow, boolean prefetches, double dmaSetup) {
    return new Architecture.Npu(
        arrays,
        rows,
        columns,
        dataflow,
        1024,
        1e12,
        prefetches,
        false,
        dmaSetup,
        4,
        Optional.empty());
  }

  private static PipelineModel model(DeviceSpec device) {
    return new PipelineModel(
        device,
        new NpuMachine(device, IDEAL),
        (operator, tiling) ->
            RecordingMachine.record(KernelLibrary.kernelFor(operator).program(tiling)));
  }

  private static Gemm gemm(long m, long n, long k) {
    return Gemm.linear(m, k, n, HALF, HALF, DataType.BF16);
  }

  private static Attention decode(long batch, long keys) {
    return new Attention(
        batch,
        1,
        keys,
        32,
        8,
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

  /** The whole model, not only its formula: bandwidth, scratchpad and overheads out of the way. */
  @Test
  void withoutMemoryLimitsTheModelTakesScaleSimsCycles() throws IOException {
    Map<String, Dataflow> dataflows =
        Map.of(
            "os", Dataflow.OUTPUT_STATIONARY,
            "ws", Dataflow.WEIGHT_STATIONARY,
            "is", Dataflow.INPUT_STATIONARY);
    int compared = 0;
    for (Map<String, String> row : GoldenFile.rows("golden/scalesim.csv")) {
      if (!row.get("mode").equals("CALC") || !row.get("conv").isEmpty()) {
        continue;
      }
      int rows = Integer.parseInt(row.get("rows"));
      int columns = Integer.parseInt(row.get("cols"));
      Dataflow dataflow = dataflows.get(row.get("dataflow"));
      DeviceSpec device = npu(array(1, rows, columns, dataflow, false, 0), UNLIMITED, UNLIMITED, 0);
      Gemm gemm =
          Gemm.linear(
              Long.parseLong(row.get("M")),
              Long.parseLong(row.get("K")),
              Long.parseLong(row.get("N")),
              BYTE,
              BYTE,
              DataType.INT8);
      double cycles = model(device).estimate(gemm).latencySeconds() * CLOCK;
      double expected = Double.parseDouble(row.get("total_cycles")) + 1;
      assertEquals(expected, cycles, 1e-6 * expected, row.get("sim") + " " + row.get("id"));
      compared++;
    }
    assertTrue(compared > 300);
  }

  /**
   * A cycle-level simulator of multi-core NPUs that prefetch weights, with DRAM of 449 GB/s. It
   * does all products on its arrays: fp16 vectors hold no bf16.
   */
  @Test
  void productsAgreeWithOnnxIm() throws IOException {
    double sum = 0;
    int compared = 0;
    for (Map<String, String> row : GoldenFile.rows("golden/onnxim.csv")) {
      if (!row.get("cores").equals("1") || !row.get("rc").equals("0")) {
        continue;
      }
      int side = Integer.parseInt(row.get("array").replaceFirst("x.*", ""));
      boolean bytes = row.get("precision_B").equals("1");
      Architecture.Npu architecture =
          new Architecture.Npu(
              1,
              side,
              side,
              Dataflow.WEIGHT_STATIONARY,
              side,
              1024 * Double.parseDouble(row.get("acc_KB")),
              true,
              false,
              0,
              1,
              Optional.empty());
      double scratchpad = 1024 * Double.parseDouble(row.get("spad_KB"));
      DeviceSpec device = npu(architecture, DataType.FP16, 449e9, scratchpad, 0);
      Format format = bytes ? BYTE : HALF;
      Gemm gemm =
          Gemm.linear(
              Long.parseLong(row.get("M")),
              Long.parseLong(row.get("K")),
              Long.parseLong(row.get("N")),
              format,
              format,
              bytes ? DataType.INT8 : DataType.BF16);
      double ours = model(device).estimate(gemm).latencySeconds() * CLOCK;
      double golden = Double.parseDouble(row.get("total_cycles"));
      double error = Math.abs(ours / golden - 1);
      boolean fillsTheArray = golden > 5000;
      assertTrue(!fillsTheArray || error < 0.08, gemm.shape() + ": " + ours + " for " + golden);
      sum += error;
      compared++;
    }
    assertTrue(compared > 10, "rows: " + compared);
    assertTrue(sum / compared < 0.15, "mean error " + sum / compared);
  }

  private static final DeviceSpec TPU =
      npu(array(4, 128, 128, Dataflow.WEIGHT_STATIONARY, true, 1e-6), 8e11, 128e6, 2e-6);

  @Test
  void decodeIsBoundByMemoryAndPrefillByTheArrays() {
    assertEquals(Bound.MEMORY, model(TPU).estimate(gemm(1, 8192, 8192)).bound());
    OperatorEstimate prefill = model(TPU).estimate(gemm(4096, 8192, 8192));
    assertEquals("matrix", prefill.boundDetail());
    assertTrue(prefill.mapping().length() > 0 && prefill.reason().contains("arrays"));
  }

  @Test
  void decodeAttentionIsBoundByTheCache() {
    assertEquals(Bound.MEMORY, model(TPU).estimate(decode(16, 8192)).bound());
  }

  /** Shaped like Gaudi 2: two large arrays that keep outputs, vector cores that multiply bf16. */
  private static DeviceSpec keepingOutputs(double dmaSetup) {
    Architecture.Npu architecture = array(2, 256, 256, Dataflow.OUTPUT_STATIONARY, true, dmaSetup);
    return npu(architecture, DataType.BF16, 2.5e12, 48e6, 2e-6);
  }

  @Test
  void productsTooThinForLargeArraysRunOnTheVectorUnit() {
    PipelineModel model = model(keepingOutputs(1e-7));
    OperatorEstimate thin = model.estimate(gemm(1, 14336, 4096));
    assertEquals(Bound.MEMORY, thin.bound());
    assertTrue(thin.reason().contains("products on the vector unit"), thin.reason());
    double arrays =
        model(
                npu(
                    array(2, 256, 256, Dataflow.OUTPUT_STATIONARY, true, 1e-7),
                    DataType.FP16,
                    2.5e12,
                    48e6,
                    2e-6))
            .estimate(gemm(1, 14336, 4096))
            .latencySeconds();
    assertTrue(thin.latencySeconds() < 0.75 * arrays, thin.latencySeconds() + " of " + arrays);
    OperatorEstimate thick = model.estimate(gemm(2048, 14336, 4096));
    assertTrue(thick.reason().contains("tiles on 2 arrays"), thick.reason());
  }

  @Test
  void largeProductsOverlapTheFoldsOfAnArrayThatKeepsOutputs() {
    Gemm gemm = gemm(14336, 15360, 2048);
    double ideal = gemm.work().matrixOperations() / (2.0 * 2 * 256 * 256 * CLOCK);
    double utilisation = ideal / model(keepingOutputs(1e-7)).estimate(gemm).latencySeconds();
    assertTrue(utilisation > 0.9 && utilisation <= 1, "utilisation " + utilisation);
  }

  @Test
  void anArrayThatReshapesTakesFewRowsWide() {
    Architecture.Npu fixed = array(2, 256, 256, Dataflow.OUTPUT_STATIONARY, true, 1e-7);
    Architecture.Npu reshaping =
        new Architecture.Npu(
            2,
            256,
            256,
            Dataflow.OUTPUT_STATIONARY,
            1024,
            1e12,
            true,
            true,
            1e-7,
            4,
            Optional.empty());
    Gemm few = gemm(128, 16384, 4096);
    double square = model(npu(fixed, 1e13, 48e6, 0)).estimate(few).latencySeconds();
    OperatorEstimate wide = model(npu(reshaping, 1e13, 48e6, 0)).estimate(few);
    assertTrue(wide.reason().contains("128x512"), wide.reason());
    assertTrue(wide.latencySeconds() < 0.6 * square, wide.latencySeconds() + " of " + square);
  }

  @Test
  void smallTilesOfDecodeAttentionShareDescriptors() {
    double without = model(keepingOutputs(0)).estimate(decode(512, 192)).latencySeconds();
    OperatorEstimate with = model(keepingOutputs(5e-7)).estimate(decode(512, 192));
    assertTrue(with.bound() != Bound.OVERHEAD, with.boundDetail());
    assertTrue(with.latencySeconds() < 1.1 * without, with.latencySeconds() + " of " + without);
  }

  @Test
  void aLargeProductReachesMostOfThePeak() {
    Gemm large = gemm(8192, 8192, 8192);
    double ideal = large.work().matrixOperations() / (2.0 * 4 * 128 * 128 * CLOCK);
    double seconds = model(TPU).estimate(large).latencySeconds();
    assertTrue(ideal / seconds > 0.8, "utilisation " + ideal / seconds);
  }

  @Property(tries = 60)
  void neverFasterThanTheRooflineNorSlowerWithMoreOfAnything(
      @ForAll @LongRange(min = 1, max = 3000) long m,
      @ForAll @LongRange(min = 1, max = 6000) long n,
      @ForAll @LongRange(min = 1, max = 6000) long k,
      @ForAll @DoubleRange(min = 1, max = 8) double more) {
    Operator operator = gemm(m, n, k);
    double base = model(TPU).estimate(operator).latencySeconds();
    double roofline = new RooflineModel(TPU).estimate(operator).latencySeconds();
    assertTrue(base >= roofline * (1 - 1e-9), base + " < " + roofline);
    DeviceSpec wider =
        npu(array(4, 128, 128, Dataflow.WEIGHT_STATIONARY, true, 1e-6), more * 8e11, 128e6, 2e-6);
    assertTrue(model(wider).estimate(operator).latencySeconds() <= base * (1 + 1e-9));
    DeviceSpec roomier =
        npu(array(4, 128, 128, Dataflow.WEIGHT_STATIONARY, true, 1e-6), 8e11, more * 128e6, 2e-6);
    assertTrue(model(roomier).estimate(operator).latencySeconds() <= base * 1.02);
  }

  @Property(tries = 60)
  void energyAndPartsSum(
      @ForAll @LongRange(min = 1, max = 64) long batch,
      @ForAll @LongRange(min = 1, max = 20000) long keys) {
    OperatorEstimate estimate = model(TPU).estimate(decode(batch, keys));
    double parts = estimate.parts().stream().mapToDouble(part -> part.seconds()).sum();
    assertEquals(estimate.latencySeconds(), parts, 1e-9 * parts);
    assertTrue(estimate.energy().totalJoules() > 50 * estimate.latencySeconds());
    assertTrue(
        estimate.latencySeconds()
            >= new RooflineModel(TPU).estimate(decode(batch, keys)).latencySeconds());
  }

  /** 32 queries of 4 heads and 256 keys: a fold of a 256x256 array for either product, in turn. */
  @Test
  void blocksOfAttentionTakeAFoldForEachProductAndTheirSoftmax() {
    DeviceSpec tpu = new DeviceLibrary().load("tpu-v6e");
    Attention one = decode(1, 256);
    Attention four = decode(1, 1024);
    double fold = 256 / 1.75e9;
    double perBlock = (seconds(tpu, four) - seconds(tpu, one)) / 3 / one.kvHeads();
    assertTrue(perBlock >= 2 * fold, () -> perBlock + " s, two folds " + 2 * fold);
    assertTrue(perBlock <= 2.5 * fold, () -> perBlock + " s, two folds " + 2 * fold);
    assertEquals(seconds(tpu, one), seconds(tpu, decode(1, 200)), 0.1 * seconds(tpu, one));
  }

  private static double seconds(DeviceSpec device, Attention attention) {
    return CostModels.of(Fidelity.PIPELINE, device).estimate(attention).latencySeconds();
  }
}
