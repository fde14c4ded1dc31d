package ridgepoint.gpu.l2;

import java.util.Arrays;
import java.util.List;
import ridgepoint.cycle.Moves.Move;

/**
 * How evenly slices of a cache are asked: of the steps that SMs have on their way at a time, what
 * the slice that is asked for most has to give, as a multiple of the mean. Every line is counted,
 * in some windows of the pass.
 */
final class SliceLoad {
  private static final int WINDOWS = 3;

  private final SharedPass pass;
  private final SlicedCache cache;
  private final Lines lines;
  private final int stages;
  private final long[] asked;
  private double most;
  private double mean;

  /**
   * @param lines all of them
   * @param stages steps of a tile that are on their way at a time
   */
  SliceLoad(SharedPass pass, SlicedCache cache, Lines lines, int stages) {
    this.pass = pass;
    this.cache = cache;
    this.lines = lines;
    this.stages = stages;
    asked = new long[cache.shape().partitions() * cache.shape().slices()];
  }

  /** The busiest slice's share of what slices are asked for, as a multiple of the mean. */
  double imbalance() {
    List<List<Move>> moves = pass.moves(pass.rounds() / 2);
    int length = moves.stream().mapToInt(List::size).max().orElse(0);
    int window = Math.max(1, loadsOfStages(moves.get(0)));
    int windows = Math.min(WINDOWS, length / window);
    for (int i = 0; i < windows; i++) {
      count(moves, i * (length / windows), window);
    }
    return mean == 0 ? 1 : most / mean;
  }

  /** Moves of a tile's steps that are on their way at a time; steps load alike. */
  private int loadsOfStages(List<Move> moves) {
    long operands =
        moves.stream().filter(m -> !m.store()).map(m -> m.operand().slot()).distinct().count();
    return (int) operands * stages;
  }

  private void count(List<List<Move>> moves, int from, int window) {
    Arrays.fill(asked, 0);
    pass.sideBySide(
        moves,
        from,
        from + window,
        (sm, move) -> {
          if (!move.store()) {
            int near = SharedCaches.near(cache, sm);
            lines.each(move, (line, sectors) -> ask(near, line, sectors));
          }
        });
    long sum = Arrays.stream(asked).sum();
    most += Arrays.stream(asked).max().orElse(0);
    mean += (double) sum / asked.length;
  }

  private void ask(int near, long line, int sectors) {
    asked[near * cache.shape().slices() + cache.slice(line)] += Integer.bitCount(sectors);
  }
}
