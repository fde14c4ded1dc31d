package ridgepoint.npu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ridgepoint.cycle.CycleSettings;
import ridgepoint.cycle.CycleSettings.MemoryChoice;
import ridgepoint.estimate.CostModel;
import ridgepoint.fidelity.CostModels;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.fidelity.OperatingConditions;
import ridgepoint.golden.GoldenFile;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.hardware.library.WhatIf;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Norm;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Role;

/** Against rows of ONNXim, whose cores are described in the library. */
class OnnximTest {
  private static final double CYCLE = 1e-9;
  private static final Format HALF = Format.of(DataType.BF16);

  @Test
  void productsAgreeWithMainMemoryAtItsRate() throws IOException {
    requireAgreement(CycleSettings.USUAL.on(new MemoryChoice.AtRate()));
  }

  @Test
  void productsAgreeWithMainMemoryCommandByCommand() throws IOException {
    requireAgreement(CycleSettings.USUAL);
  }

  /** Within 5% in the median and 10% at the ninetieth percentile. */
  private static void requireAgreement(CycleSettings settings) throws IOException {
    List<Double> errors = new ArrayList<>();
    for (Map<String, String> row : GoldenFile.rows("golden/onnxim.csv")) {
      double there = Double.parseDouble(row.get("layer_finish_cycle"));
      errors.add(Math.abs(cycles(row, settings) / there - 1));
    }
    double[] sorted = errors.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double median = sorted[sorted.length / 2];
    double late = sorted[sorted.length * 9 / 10];
    assertTrue(median < 0.05, "median " + median + " of " + Arrays.toString(sorted));
    assertTrue(late < 0.1, "90th percentile " + late + " of " + Arrays.toString(sorted));
  }

  /** Prompt and two tokens of a layer of OPT-125m; concatenations cost nothing here. */
  @Test
  void aLayerOfOptTakesAsLongWithinEightPercent() throws IOException {
    for (String config : List.of("sa32_c1_hbm", "tpu128_c4_hbm")) {
      double finish = 0;
      for (Map<String, String> row : GoldenFile.rows("golden/onnxim_opt125m.csv")) {
        if (row.get("config").equals(config)) {
          finish = Double.parseDouble(row.get("finish_cycle"));
        }
      }
      CostModel model =
          CostModels.of(
              Fidelity.CYCLE,
              device(config.substring(0, config.indexOf('_')), config.contains("_c4")));
      double cycles = layer(model, 128, 128) + layer(model, 1, 129) + layer(model, 1, 130);
      assertEquals(finish, cycles, 0.08 * finish, config);
    }
  }

  private static double layer(CostModel model, long tokens, long keys) {
    List<Operator> operators =
        List.of(
            Gemm.linear(tokens, 768, 2304, HALF, HALF, DataType.BF16),
            new Attention(
                1,
                tokens,
                keys,
                12,
                12,
                64,
                64,
                0,
                0,
                false,
                false,
                HALF,
                HALF,
                Role.KV_CACHE,
                DataType.BF16,
                Attention.Algorithm.FLASH),
            Gemm.linear(tokens, 768, 768, HALF, HALF, DataType.BF16),
            new Norm(Norm.Type.LAYER, tokens, 768, true, HALF, HALF),
            Gemm.linear(tokens, 768, 3072, HALF, HALF, DataType.BF16),
            new Elementwise(Elementwise.Function.GELU, tokens, 3072, HALF, HALF),
            Gemm.linear(tokens, 3072, 768, HALF, HALF, DataType.BF16),
            new Norm(Norm.Type.LAYER, tokens, 768, true, HALF, HALF));
    double seconds = 0;
    for (Operator operator : operators) {
      seconds += model.estimate(operator).latencySeconds();
    }
    return seconds / CYCLE;
  }

  private static double cycles(Map<String, String> row, CycleSettings settings) {
    String config = row.get("config");
    DeviceSpec device = device(config.substring(0, config.indexOf('_')), config.contains("_c4"));
    CostModel model = CostModels.cycle(device, OperatingConditions.usual(), settings);
    DataType type = row.get("precision_B").equals("1") ? DataType.INT8 : DataType.BF16;
    Format format = Format.of(type);
    Gemm gemm =
        Gemm.linear(
            Long.parseLong(row.get("M")),
            Long.parseLong(row.get("K")),
            Long.parseLong(row.get("N")),
            format,
            format,
            type);
    return model.estimate(gemm).latencySeconds() / CYCLE;
  }

  /** A core of ONNXim, or four with all that is theirs alone. */
  static DeviceSpec device(String core, boolean four) {
    List<WhatIf> changes =
        !four
            ? List.of()
            : core.equals("tpu128")
                ? changes("131.072 TFLOP/s", "131.072 TOP/s", "128 MiB", "16 MiB")
                : changes("8.192 TFLOP/s", "8.192 TOP/s", "4 MiB", "1 MiB");
    return new DeviceLibrary().load("onnxim-" + core, changes);
  }

  private static List<WhatIf> changes(
      String rate, String integerRate, String scratchpad, String accumulators) {
    return List.of(
        WhatIf.parse("compute.units=4"),
        WhatIf.parse("npu.arrays=4"),
        WhatIf.parse("compute.matrix.peak.bf16=" + rate),
        WhatIf.parse("compute.matrix.peak.fp16=" + rate),
        WhatIf.parse("compute.matrix.peak.int8=" + integerRate),
        WhatIf.parse("memory.scratchpad.capacity=" + scratchpad),
        WhatIf.parse("npu.accumulator=" + accumulators));
  }
}
