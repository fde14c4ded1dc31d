package ridgepoint.attention;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.operator.Attention;
import ridgepoint.tile.Axis;

/**
 * Query blocks that do the same work. Under a causal mask the blocks before the window is full see
 * ever more keys, and the work of every {@code period}-th of them grows by the same amount (the
 * shorter last loop step then has the same length): the middle one of an odd run stands for the run
 * and the sum stays exact. Once the window is full all blocks are alike.
 */
final class QueryClasses {
  /** Growing blocks are put into about this many runs at most. */
  private static final long RUNS = 16;

  private QueryClasses() {}

  /** Blocks {@code first}, {@code first + every} and so on, of which one stands for all. */
  record Run(long first, long every, long count, long representative) {
    /** Neighbours that do the same work. */
    static Run alike(long first, long count) {
      return new Run(first, 1, count, first);
    }

    boolean has(long block) {
      long after = block - first;
      return after >= 0 && after % every == 0 && after / every < count;
    }
  }

  /** Runs of the blocks of {@code queries}, by their numbers. */
  static List<Run> of(Attention attention, Axis queries, int depth) {
    List<Run> classes = new ArrayList<>();
    long full = queries.fullBlocks();
    if (!attention.causal()) {
      addAlike(classes, 0, full);
    } else {
      long growing = growingBlocks(attention, queries.step(), full);
      addGrowing(classes, growing, depth / gcd(queries.step(), depth));
      long steady =
          growing < full && straddles(attention, queries, growing) ? growing + 1 : growing;
      addAlike(classes, growing, steady - growing);
      addAlike(classes, steady, full - steady);
    }
    addAlike(classes, full, queries.blocks() - full);
    return classes;
  }

  private static void addAlike(List<Run> classes, long first, long count) {
    if (count > 0) {
      classes.add(Run.alike(first, count));
    }
  }

  /** Blocks whose last query still sees every key before it. */
  private static long growingBlocks(Attention attention, int step, long full) {
    if (attention.window() == 0) {
      return full;
    }
    long cached = attention.keyLength() - attention.queryLength();
    long room = attention.window() + attention.sinkTokens() - cached;
    return Math.max(0, Math.min(full, room / step));
  }

  /** Whether the first query of a block sees every key before it but the last one does not. */
  private static boolean straddles(Attention attention, Axis queries, long block) {
    long cached = attention.keyLength() - attention.queryLength();
    long firstSees = cached + queries.begin(block) + 1;
    return firstSees <= attention.window() + attention.sinkTokens();
  }

  private static void addGrowing(List<Run> classes, long blocks, long period) {
    long run = (blocks + RUNS - 1) / RUNS;
    long oddRun = run % 2 == 0 ? run + 1 : run;
    for (long phase = 0; phase < Math.min(period, blocks); phase++) {
      long members = (blocks - phase + period - 1) / period;
      for (long done = 0; done < members; ) {
        long length = Math.min(oddRun, members - done);
        length -= length % 2 == 0 ? 1 : 0;
        long first = phase + period * done;
        classes.add(new Run(first, period, length, first + period * (length / 2)));
        done += length;
      }
    }
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
