package ridgepoint.attention;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static ridgepoint.kernel.KernelChecks.countedWorkEqualsFormula;
import static ridgepoint.kernel.KernelChecks.near;
import static ridgepoint.kernel.KernelChecks.recordingEqualsCount;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
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
    Tiling tiling = allowed(attention, any);
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

  private static Tiling allowed(Attention attention, Tiling tiling) {
    return attention.algorithm() == Algorithm.FLASH_SPLIT_KV
        ? tiling
        : new Tiling(tiling.rows(), tiling.columns(), tiling.depth(), 1, tiling.stages());
  }

  @Provide
  Arbitrary<Attention> attentions() {
    Arbitrary<Integer> small = Arbitraries.integers().between(1, 3);
    Arbitrary<Long> length = Arbitraries.longs().between(1, 60);
    Arbitrary<int[]> heads =
        Combinators.combine(small, small).as((kv, group) -> new int[] {kv * group, kv});
    Arbitrary<long[]> view =
        Combinators.combine(Arbitraries.longs().between(0, 30), Arbitraries.longs().between(0, 9))
            .as((window, sinks) -> new long[] {window, sinks});
    return Combinators.combine(
            small,
            length,
            length,
            heads,
            view,
            Arbitraries.of(true, false),
            Arbitraries.of(true, false),
            Arbitraries.of(Algorithm.class))
        .as(
            (batch, queries, cached, head, seen, causal, shared, algorithm) ->
                new Attention(
                    batch,
                    queries,
                    queries + cached - 1,
                    head[0],
                    head[1],
                    32,
                    16,
                    seen[0],
                    seen[1],
                    causal,
                    shared,
                    BF16,
                    shared ? BF16 : INT8,
                    Role.KV_CACHE,
                    DataType.BF16,
                    algorithm));
  }

  @Provide
  Arbitrary<Tiling> tilings() {
    Arbitrary<Integer> size = Arbitraries.integers().between(1, 40);
    return Combinators.combine(size, size, Arbitraries.integers().between(1, 6))
        .as((rows, depth, splits) -> new Tiling(rows, 16, depth, splits, 2));
  }
}
