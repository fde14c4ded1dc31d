package ridgepoint.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import ridgepoint.estimate.CostModel;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.fidelity.CostModels;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Role;

/** Absorbed MLA: heads of a sequence share one latent of 576 a token, of which 512 are values. */
class LatentAttentionTest {
  private final CostModel a100 = pipeline("a100-sxm-80gb");
  private final CostModel h100 = pipeline("h100-sxm");

  private static CostModel pipeline(String device) {
    return CostModels.of(Fidelity.PIPELINE, new DeviceLibrary().load(device));
  }

  private static Attention decode(long batch, long keys, int heads) {
    Format bf16 = Format.of(DataType.BF16);
    return new Attention(
        batch,
        1,
        keys,
        heads,
        1,
        576,
        512,
        0,
        0,
        true,
        true,
        bf16,
        bf16,
        Role.KV_CACHE,
        DataType.BF16,
        Attention.Algorithm.FLASH_SPLIT_KV);
  }

  private static double seconds(CostModel device, long batch, long keys, int heads) {
    return device.estimate(decode(batch, keys, heads)).latencySeconds();
  }

  @Test
  void ofKernelsThatSplitNoKeysTheTimeGoesWithTheKeysOfASequence() {
    double one = seconds(a100, 1, 16384, 128);
    assertEquals(2, seconds(a100, 1, 32768, 128) / one, 0.05);
    assertEquals(1, seconds(a100, 16, 16384, 64) / one, 0.1);
  }

  @Test
  void headsUpToARowBlockTakeTheSameTime() {
    assertEquals(
        seconds(a100, 8, 8192, 1), seconds(a100, 8, 8192, 64), 0.05 * seconds(a100, 8, 8192, 1));
    assertTrue(seconds(a100, 64, 8192, 128) > 1.3 * seconds(a100, 64, 8192, 64));
  }

  @Test
  void kernelsThatSplitKeysPutASingleSequenceOnManyUnits() {
    OperatorEstimate estimate = h100.estimate(decode(1, 131072, 16));
    assertTrue(estimate.latencySeconds() < seconds(a100, 1, 131072, 16) / 50);
    assertTrue(estimate.mapping().contains("/"), estimate.mapping());
  }

  @Test
  void aBlockOfKeysIsComputedInFull() {
    double few = seconds(a100, 8, 2, 64);
    assertEquals(few, seconds(a100, 8, 64, 64), 0.02 * few);
    assertTrue(seconds(a100, 8, 65, 64) > 1.3 * few);
  }
}
