package ridgepoint.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ridgepoint.cycle.Executions.Executed;
import ridgepoint.estimate.CostModel;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.estimate.UnsupportedOperatorException;
import ridgepoint.fidelity.CostModels;
import ridgepoint.fidelity.OperatingConditions;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.Embedding;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.GroupedGemm;
import ridgepoint.operator.Norm;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Role;
import ridgepoint.operator.Rotary;
import ridgepoint.operator.Sampling;
import ridgepoint.operator.Softmax;
import ridgepoint.verification.Verification;

/** Tiles computed by the events that time them. */
class ExecutionsTest {
  private static final long SEED = 7;

  private static List<Operator> operators(DataType type) {
    Format half = Format.of(type);
    return List.of(
        Gemm.linear(300, 130, 200, half, half, type),
        Gemm.linear(1, 512, 256, half, half, type),
        new GroupedGemm(6.4, 40, 96, 64, half, half, half, type),
        attention(70, 70, 0, half),
        attention(200, 200, 48, half),
        attention(1, 2000, 0, half),
        new Norm(Norm.Type.RMS, 37, 200, false, half, half),
        new Softmax(50, 300, half),
        new Elementwise(Elementwise.Function.SILU_MULTIPLY, 20, 128, half, half),
        new Rotary(30, 4, 32, half),
        new Embedding(20, 500, 64, half, half),
        new Sampling(3, 900, true, half));
  }

  private static Attention attention(long queries, long keys, long window, Format half) {
    return new Attention(
        2,
        queries,
        keys,
        8,
        2,
        32,
        32,
        window,
        0,
        true,
        false,
        half,
        half,
        Role.KV_CACHE,
        half.type(),
        queries > 1 ? Attention.Algorithm.FLASH : Attention.Algorithm.FLASH_SPLIT_KV);
  }

  private static List<Executed> execute(DeviceSpec device, List<Operator> operators) {
    Executions executions = new Executions(SEED);
    CostModel timed = CostModels.cycle(device, OperatingConditions.usual(), CycleSettings.USUAL);
    CostModel executed =
        CostModels.cycle(
            device, OperatingConditions.usual(), CycleSettings.USUAL.executing(executions));
    for (Operator operator : operators) {
      OperatorEstimate with = executed.estimate(operator);
      OperatorEstimate without = timed.estimate(operator);
      assertEquals(without.latencySeconds(), with.latencySeconds(), operator.toString());
      assertEquals(without.parts(), with.parts(), operator.toString());
    }
    return executions.all();
  }

  /** The same numbers with tiles computed from the first to the last. */
  private static Verification inOrder(Executed executed) {
    Operator operator = executed.operator();
    return Verification.of(operator, Verification.kernelFor(operator), executed.tiling(), SEED, 1);
  }

  @ParameterizedTest
  @CsvSource({
    "h100-sxm, BF16",
    "generic-systolic, BF16",
    "onnxim-tpu128, BF16",
    "xeon-8480plus, BF16",
    "alveo-u280, FP16"
  })
  void everyTileIsComputedByTheEventThatCompletesIt(String id, DataType type) {
    List<Operator> operators = operators(type);
    List<Executed> all = execute(new DeviceLibrary().load(id), operators);
    assertEquals(operators.size(), all.size());
    for (Executed each : all) {
      String what = id + " " + each.operator();
      assertTrue(each.isRight(), what + each.verification());
      if (!(each.operator() instanceof GroupedGemm)) {
        assertEquals(inOrder(each), each.verification(), what + ": bits depend on the order");
      }
      assertTrue(each.tiles() > 0, what);
      assertEquals(0, each.tilesWithoutEvent(), what);
    }
  }

  @Test
  void operatorsTooLargeToComputeAreRefused() {
    DeviceSpec device = new DeviceLibrary().load("h100-sxm");
    Format half = Format.of(DataType.BF16);
    Operator large = Gemm.linear(4096, 4096, 4096, half, half, DataType.BF16);
    UnsupportedOperatorException thrown =
        assertThrows(UnsupportedOperatorException.class, () -> execute(device, List.of(large)));
    assertTrue(thrown.getMessage().contains("4096x4096x4096"), thrown.getMessage());
  }
}
