package ridgepoint.attention;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import ridgepoint.number.Format;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Attention.Algorithm;
import ridgepoint.operator.Role;
import ridgepoint.tile.Tiling;

/** Random small attentions of every kind, and tilings to compute them with. */
final class AnyAttention {
  private AnyAttention() {}

  /**
   * Grouped heads, windows with sinks, causal or not, keys shared with values or not.
   *
   * @param longest queries, and cached keys, at most
   * @param activation format of queries and outputs, whose type is computed in
   * @param separate format of keys and values where they are not shared
   */
  static Arbitrary<Attention> upTo(
      long longest, int queryKeyDim, int valueDim, Format activation, Format separate) {
    Arbitrary<Integer> small = Arbitraries.integers().between(1, 3);
    Arbitrary<Long> length = Arbitraries.longs().between(1, longest);
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
                    queryKeyDim,
                    valueDim,
                    seen[0],
                    seen[1],
                    causal,
                    shared,
                    activation,
                    shared ? activation : separate,
                    Role.KV_CACHE,
                    activation.type(),
                    algorithm));
  }

  /** Up to 40 rows and keys, and tiles of some or all of so many columns of the values. */
  static Arbitrary<Tiling> tilings(int columns) {
    Arbitrary<Integer> size = Arbitraries.integers().between(1, 40);
    return Combinators.combine(
            size,
            Arbitraries.of(columns, (columns + 1) / 2, columns / 3 + 1),
            size,
            Arbitraries.integers().between(1, 6))
        .as((rows, width, depth, splits) -> new Tiling(rows, width, depth, splits, 2));
  }

  /** The tiling, with splits only where the algorithm has them. */
  static Tiling allowed(Attention attention, Tiling tiling) {
    return attention.algorithm() == Algorithm.FLASH_SPLIT_KV
        ? tiling
        : new Tiling(tiling.rows(), tiling.columns(), tiling.depth(), 1, tiling.stages());
  }
}
