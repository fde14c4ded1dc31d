package ridgepoint.gpu;

import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import ridgepoint.estimate.CostModel;
import ridgepoint.fidelity.CostModels;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.fidelity.OperatingConditions;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Role;
import ridgepoint.software.SoftwareLibrary;

/** How a decode step's time goes with the heads that have keys, and with its sequences. */
class DecodeHeadsTest {
  private static final Format BF16 = Format.of(DataType.BF16);

  /** Keys are split into whole parts and tiles run in whole waves: fewer tiles may end worse. */
  private static final double ROUNDING = 1.05;

  /**
   * Partial results of fewer tiles, with more workers each, are merged in a little more time, and
   * groups of more than eight heads have kernels of their own, which on Blackwell start later.
   */
  private static final double START_SECONDS = 1e-6;

  private static Attention step(long batch, long keys, int heads, int kvHeads, int headDim) {
    return new Attention(
        batch,
        1,
        keys,
        heads,
        kvHeads,
        headDim,
        headDim,
        0,
        0,
        true,
        false,
        BF16,
        BF16,
        Role.KV_CACHE,
        DataType.BF16,
        Attention.Algorithm.FLASH_SPLIT_KV);
  }

  @Provide
  Arbitrary<CostModel> devices() {
    return Arbitraries.of("h100-sxm", "a100-sxm-80gb", "gb200", "rtx-pro-6000")
        .map(id -> CostModels.of(Fidelity.PIPELINE, new DeviceLibrary().load(id)));
  }

  @Property(tries = 100)
  void fewerHeadsWithKeysAreNotSlower(
      @ForAll("devices") CostModel device,
      @ForAll @IntRange(min = 1, max = 128) int batch,
      @ForAll @IntRange(min = 1, max = 32_768) int keys,
      @ForAll @IntRange(min = 5, max = 7) int headBits,
      @ForAll @IntRange(min = 0, max = 4) int kvBits) {
    int heads = 1 << headBits;
    Assume.that(2 << kvBits <= heads);
    double fewer = device.estimate(step(batch, keys, heads, 1 << kvBits, 128)).latencySeconds();
    double more = device.estimate(step(batch, keys, heads, 2 << kvBits, 128)).latencySeconds();
    assertTrue(fewer <= ROUNDING * more + START_SECONDS, () -> fewer + " > " + more);
  }

  /**
   * vLLM's kernel for head size 512 on Hopper launches blocks for every sequence and worker, and
   * merges over pairs of sequences, to 512 of them: measured are 132 us for 64 and 1,690 us for
   * 512.
   */
  @Test
  void sequencesThatAKernelTakesInTurnAddUpUntilAnotherKernelTakesMore() {
    CostModel device =
        CostModels.of(
            Fidelity.PIPELINE,
            new DeviceLibrary().load("h200-sxm"),
            OperatingConditions.of(new SoftwareLibrary().load("vllm")));
    double few = device.estimate(step(64, 16, 1, 1, 512)).latencySeconds();
    double most = device.estimate(step(512, 16, 1, 1, 512)).latencySeconds();
    double beyond = device.estimate(step(1024, 16, 1, 1, 512)).latencySeconds();
    assertTrue(most > 11 * few && most < 15 * few, few + " and " + most);
    assertTrue(beyond < most / 5, most + " and " + beyond);
  }
}
