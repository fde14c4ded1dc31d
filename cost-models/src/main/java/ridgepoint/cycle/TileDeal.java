package ridgepoint.cycle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.ToDoubleFunction;
import ridgepoint.cycle.TilePipeline.Share;
import ridgepoint.tile.Recording.TileUse;

/**
 * Deals tiles out to cores as hardware does that gives each core the next tile when it is done with
 * one: the longest first, each to the core that has least to do (list scheduling, Graham 1969).
 */
public final class TileDeal {
  /** Rounds of a class that are dealt tile by tile; those before them go to all cores alike. */
  private static final int SINGLE_ROUNDS = 2;

  private final List<Hand> hands = new ArrayList<>();
  private final PriorityQueue<Hand> next =
      new PriorityQueue<>(
          Comparator.comparingDouble((Hand hand) -> hand.load).thenComparingInt(hand -> hand.core));

  private TileDeal(int cores) {
    for (int core = 0; core < cores; core++) {
      hands.add(new Hand(core));
    }
    next.addAll(hands);
  }

  /**
   * What each core gets; nothing where there are fewer tiles than cores.
   *
   * @param length of a tile, in any unit
   */
  public static List<List<Share>> of(
      List<TileUse> tiles, int cores, ToDoubleFunction<TileUse> length) {
    TileDeal deal = new TileDeal(cores);
    List<TileUse> longestFirst = new ArrayList<>(tiles);
    longestFirst.sort(Comparator.comparingDouble(length).reversed());
    for (TileUse tile : longestFirst) {
      deal.out(tile, length.applyAsDouble(tile));
    }
    return deal.hands.stream().map(hand -> hand.shares).toList();
  }

  private void out(TileUse tile, double length) {
    long count = Math.max(1, Math.round(tile.count()));
    long rounds = Math.max(0, count / hands.size() - SINGLE_ROUNDS);
    if (rounds > 0) {
      hands.forEach(hand -> hand.take(tile, rounds, length));
      next.clear();
      next.addAll(hands);
    }
    for (long left = count - rounds * hands.size(); left > 0; left--) {
      Hand least = next.remove();
      least.take(tile, 1, length);
      next.add(least);
    }
  }

  /** The tiles of one core. */
  private static final class Hand {
    private final int core;
    private final List<Share> shares = new ArrayList<>();
    private double load;

    private Hand(int core) {
      this.core = core;
    }

    private void take(TileUse tile, long count, double length) {
      int last = shares.size() - 1;
      if (last >= 0 && shares.get(last).tile() == tile) {
        shares.set(last, new Share(tile, shares.get(last).count() + count));
      } else {
        shares.add(new Share(tile, count));
      }
      load += count * length;
    }
  }
}
