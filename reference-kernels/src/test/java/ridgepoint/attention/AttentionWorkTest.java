package ridgepoint.attention;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static ridgepoint.kernel.KernelChecks.countedWorkEqualsFormula;
import static ridgepoint.kernel.KernelChecks.near;
import static ridgepoint.kernel.KernelChecks.recordingEqualsCount;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Attention.Algorithm;
import ridgepoint.operator.Role;
import ridgepoint.tile.Tiling;
import ridgepoint.tile.counting.Count;

class AttentionWorkTest {
  private static final Format BF16 = Format.of(DataType.BF16);
  private static final Format INT8 = Format.grouped(DataType.INT8, 16, 0);

  @Property(tries = 300)
  void countedWorkIsTheFormulaPlusWhatTheTilingAdds(
      @ForAll("attentions") Attention attention, @ForAll("tilings") Tiling any) {
    Tiling tiling = AnyAttention.allowed(attention, any);
    FlashAttentionKernel kernel = new FlashAttentionKernel(attention);
    countedWorkEqualsFormula(attention, kernel, tiling);
    recordingEqualsCount(kernel.program(tiling));
  }

  @Test
  void aLongCausalPrefillIsRecordedInFewClassesAndStillExactly() {
    for (int depth : new int[] {8, 16, 24, 32, 48}) {
      Attention prefill = causal(1000, 1037, 0, 0);
      Tiling tiling = new Tiling(16, 8, depth, 1, 2);
      var program = new FlashAttentionKernel(prefill).program(tiling);
      assertTrue(program.tileClasses().size() <= 32, "classes " + program.tileClasses().size());
      recordingEqualsCount(program);
    }
  }

  @Test
  void aWindowedPrefillIsRecordedInFewClassesAndStillExactly() {
    for (int window : new int[] {1, 7, 64, 100, 333}) {
      Attention prefill = causal(1000, 1037, window, 5);
      Tiling tiling = new Tiling(16, 8, 32, 1, 2);
      var program = new FlashAttentionKernel(prefill).program(tiling);
      assertTrue(program.tileClasses().size() <= 32, "classes " + program.tileClasses().size());
      recordingEqualsCount(program);
      countedWorkEqualsFormula(prefill, new FlashAttentionKernel(prefill), tiling);
    }
  }

  @Test
  void groupedHeadsReadTheirKeysOnceInADecodeStep() {
    Attention decode =
        new Attention(
            2,
            1,
            100,
            8,
            2,
            16,
            16,
            0,
            0,
            true,
            false,
            BF16,
            BF16,
            Role.KV_CACHE,
            DataType.BF16,
            Algorithm.FLASH);
    FlashAttentionKernel kernel = new FlashAttentionKernel(decode);
    Count count = countedWorkEqualsFormula(decode, kernel, new Tiling(64, 16, 32, 1, 2));
    near(2 * 2 * 100 * 16 * 2.0, count.use().loadedBytes()[1], "keys");
  }

  private static Attention causal(long queries, long keys, long window, long sinks) {
    return new Attention(
        1,
        queries,
        keys,
        2,
        1,
        8,
        8,
        window,
        sinks,
        true,
        false,
        BF16,
        BF16,
        Role.KV_CACHE,
        DataType.BF16,
        Algorithm.FLASH);
  }

  @Provide
  Arbitrary<Attention> attentions() {
    return AnyAttention.upTo(60, 32, 16, BF16, INT8);
  }

  @Provide
  Arbitrary<Tiling> tilings() {
    return AnyAttention.tilings(16);
  }
}
