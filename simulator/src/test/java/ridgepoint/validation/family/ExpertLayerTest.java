package ridgepoint.validation.family;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.GroupedGemm;
import ridgepoint.operator.MoePermute;
import ridgepoint.operator.Operator;

/** Which kernels a mixture-of-experts layer is measured as. */
class ExpertLayerTest {
  private static ExpertLayer layer(int ranks, boolean gated, String distribution) {
    return new ExpertLayer(1024, 4096, 1536, 8, 128, 2, ranks, gated, distribution);
  }

  private static List<Operator> kernels(String type, ExpertLayer.Kernels written) {
    return layer(1, true, "balanced").kernels(Precision.of(type), written);
  }

  @ParameterizedTest
  @CsvSource({
    "bfloat16, PERMUTING, 6",
    "bfloat16, GATHERING, 5",
    "fp8, PERMUTING, 7",
    "fp8_block, PERMUTING, 8",
    "fp8_block, GATHERING, 6",
    "nvfp4, LOW_LATENCY, 4"
  })
  void aLayerHasAsManyKernelsAsItsSoftwareWrites(
      String type, ExpertLayer.Kernels written, int count) {
    assertEquals(count, kernels(type, written).size());
  }

  @Test
  void rowsOfOtherRanksExpertsAreZerosThatStreamsMove() {
    ExpertLayer layer = layer(8, true, "balanced");
    Precision type = Precision.of("bfloat16");
    Map<Operator, Double> zeros = layer.zeros(type, ExpertLayer.Kernels.GATHERING_ALL);
    List<Operator> kernels = layer.kernels(type, ExpertLayer.Kernels.GATHERING_ALL);
    for (Operator kernel : kernels) {
      double share = zeros.getOrDefault(kernel, 0.0);
      if (kernel instanceof Elementwise copy && copy.function() == Elementwise.Function.COPY) {
        assertEquals(1, share);
      } else if (kernel instanceof Elementwise || kernel instanceof MoePermute) {
        assertEquals(7 / 8.0, share, 1e-9);
      } else {
        assertEquals(0, share);
      }
    }
    assertEquals(Map.of(), layer.zeros(type, ExpertLayer.Kernels.GATHERING));
  }

  @Test
  void theFirstProductOfAGatedLayerIsTwiceAsWide() {
    for (boolean gated : new boolean[] {false, true}) {
      List<Operator> kernels =
          layer(1, gated, "balanced")
              .kernels(Precision.of("bfloat16"), ExpertLayer.Kernels.PERMUTING);
      GroupedGemm first = (GroupedGemm) kernels.get(2);
      assertEquals(List.of(gated ? 1536L : 768L, 4096L), List.of(first.n(), first.k()));
    }
  }

  @Test
  void everyTokenIsWrittenBackHoweverFewRowsTheRankHas() {
    List<Operator> kernels =
        layer(64, true, "balanced")
            .kernels(Precision.of("bfloat16"), ExpertLayer.Kernels.PERMUTING);
    MoePermute last = (MoePermute) kernels.get(kernels.size() - 1);
    assertEquals(1024, last.tokens());
    assertEquals(128, last.rows());
  }

  @Test
  void blockScaledProductsOfGeForceBlackwellComputeTheRowsOfAllRanks() {
    Precision blocks = Precision.of("fp8_block");
    DeviceLibrary library = new DeviceLibrary();
    ExpertLayer layer = layer(64, true, "balanced");
    for (String device : List.of("rtx-pro-6000", "h100-sxm")) {
      ExpertLayer.Kernels written =
          ExpertLayer.Kernels.of(
              new Stacks().of("trtllm", ""), "trtllm", blocks, false, library.load(device));
      GroupedGemm first = (GroupedGemm) layer.kernels(blocks, written).get(3);
      assertEquals(device.equals("rtx-pro-6000") ? 1024 * 8 : 128, first.rows());
      assertEquals(2, first.activeGroups());
    }
  }

  @Test
  void gatheringKernelsActivateAndSumTheRowsOfAllRanksAndMultiplyTheirOwn() {
    Precision bf16 = Precision.of("bfloat16");
    List<Operator> kernels =
        layer(64, true, "balanced").kernels(bf16, ExpertLayer.Kernels.GATHERING_ALL);
    assertEquals(128, ((GroupedGemm) kernels.get(1)).rows());
    assertEquals(1024 * 8, ((Elementwise) kernels.get(2)).rows());
    MoePermute last = (MoePermute) kernels.get(kernels.size() - 1);
    assertEquals(1024 * 8, last.rows());
    assertEquals(
        layer(1, true, "balanced").kernels(bf16, ExpertLayer.Kernels.GATHERING),
        layer(1, true, "balanced").kernels(bf16, ExpertLayer.Kernels.GATHERING_ALL));
  }

  @Test
  void whetherARankTakesAllRowsDependsOnTheVersion() {
    DeviceSpec device = new DeviceLibrary().load("h200-sxm");
    Precision fp8 = Precision.of("fp8");
    for (String version : List.of("0.22.0", "0.24.0")) {
      assertEquals(
          version.equals("0.22.0")
              ? ExpertLayer.Kernels.GATHERING_ALL
              : ExpertLayer.Kernels.GATHERING,
          ExpertLayer.Kernels.of(new Stacks().of("vllm", version), "vllm", fp8, false, device));
    }
  }

  /** Routings drawn from a power law take turns, so that all experts' weights come by. */
  @Test
  void weightsOfAllExpertsComeBetweenUsesUnlessTheRoutingIsFixed() {
    Precision bf16 = Precision.of("bfloat16");
    double expert = 2.0 * 3 * 768 * 4096;
    assertEquals(
        128 * expert,
        layer(1, true, "power_law_1.2").repeatedWeightBytes(bf16, ExpertLayer.Kernels.PERMUTING));
    assertEquals(
        16 * expert,
        layer(1, true, "activated_16").repeatedWeightBytes(bf16, ExpertLayer.Kernels.PERMUTING));
  }
}
