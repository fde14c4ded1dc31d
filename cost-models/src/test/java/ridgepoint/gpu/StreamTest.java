package ridgepoint.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ridgepoint.fidelity.CostModels;
import ridgepoint.fidelity.OperatingConditions;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.Embedding;
import ridgepoint.operator.Norm;
import ridgepoint.operator.Operator;
import ridgepoint.pipeline.KindParameters;
import ridgepoint.software.SoftwareLibrary;
import ridgepoint.software.SoftwareStack;
import ridgepoint.wave.CacheState;

/** Kernels that read their operands once. */
class StreamTest {
  private static final Format BF16 = Format.of(DataType.BF16);
  private static final Format FP8 = Format.of(DataType.FP8_E4M3);

  private static double seconds(String device, String stack, CacheState caches, Operator operator) {
    return seconds(device, stack, caches, operator, Map.of());
  }

  private static double seconds(
      String device,
      String stack,
      CacheState caches,
      Operator operator,
      Map<String, Double> replaced) {
    DeviceSpec spec = new DeviceLibrary().load(device);
    SoftwareStack software = new SoftwareLibrary().load(stack);
    KindParameters parameters = GpuMachine.parameters(spec, software).with(replaced);
    OperatingConditions conditions = OperatingConditions.of(software).withCaches(caches);
    return CostModels.gpu(spec, parameters, conditions).estimate(operator).latencySeconds();
  }

  private static Operator quantisation(long tokens, long width) {
    return new Elementwise(Elementwise.Function.SCALE, tokens, width, BF16, FP8);
  }

  private static Operator add(long tokens, long width) {
    return new Elementwise(Elementwise.Function.ADD, tokens, width, BF16, BF16);
  }

  /** 768 x 51200 take 24 us and 1024 x 51200 106 us: 118 and 157 MB in a cache of 134 MB. */
  @Test
  void dataThatExceedsTheCacheFallsOutOfItAtOnce() {
    double fits =
        seconds("rtx-pro-6000", "tensorrt-llm", CacheState.WARM, quantisation(768, 51200));
    double exceeds =
        seconds("rtx-pro-6000", "tensorrt-llm", CacheState.WARM, quantisation(1024, 51200));
    assertTrue(exceeds > 3 * fits, () -> fits + " and " + exceeds);
    assertEquals(
        seconds("rtx-pro-6000", "tensorrt-llm", CacheState.COLD, quantisation(1024, 51200)),
        exceeds,
        0.15 * exceeds);
  }

  /** PyTorch looks up to 16 indices up in turn and more of them side by side. */
  @Test
  void sixteenEmbeddingsTakeLongerThanSeventeenInPyTorch() {
    double turns = seconds("h100-sxm", "pytorch-eager", CacheState.COLD, embedding(16));
    double aside = seconds("h100-sxm", "pytorch-eager", CacheState.COLD, embedding(17));
    assertTrue(turns > 1.5 * aside, () -> turns + " and " + aside);
  }

  private static Operator embedding(long tokens) {
    return new Embedding(tokens, 32_000, 4096, BF16, BF16);
  }

  /** A block walks along its row, so that as many rows as SMs take no longer than one. */
  @Test
  void aRowOnEverySmTakesAsLongAsOneRow() {
    double one = seconds("h100-sxm", "vllm", CacheState.WARM, norm(1));
    double many = seconds("h100-sxm", "vllm", CacheState.WARM, norm(132));
    assertEquals(one, many, 0.1 * one);
  }

  private static Operator norm(long tokens) {
    return new Norm(Norm.Type.RMS, tokens, 8192, false, BF16, BF16);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 100, 10_000})
  void moreBytesInFlightNeverTakeLonger(long tokens) {
    double before = Double.POSITIVE_INFINITY;
    for (double bytes : new double[] {2, 4, 8, 16}) {
      double seconds =
          seconds(
              "a100-sxm-80gb",
              "tensorrt-llm",
              CacheState.COLD,
              add(tokens, 4096),
              Map.of("stream/elementwise/add/thread-bytes", bytes));
      assertTrue(seconds <= before * 1.02, before + " and " + seconds + " at " + bytes);
      before = seconds;
    }
  }

  @Test
  void findingThePlaceOfElementsTakesTimeInstructionByInstruction() {
    Map<String, Double> hundred = Map.of("stream/elementwise/add/element-instructions", 100.0);
    Map<String, Double> twoHundred = Map.of("stream/elementwise/add/element-instructions", 200.0);
    Operator operator = add(8192, 4096);
    double one = seconds("h100-sxm", "vllm", CacheState.COLD, operator, hundred);
    double two = seconds("h100-sxm", "vllm", CacheState.COLD, operator, twoHundred);
    assertEquals(2, two / one, 0.1);
  }
}
