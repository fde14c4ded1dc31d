package ridgepoint.dram;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Requests to a memory, in order. */
public interface RequestStream {

  /** How many there are. */
  int requests();

  /** Where a request goes, in bytes. */
  long address(int index);

  boolean isWrite(int index);

  /** The cycle before which it is not made. */
  default long arrivalCycle(int index) {
    return 0;
  }

  /** How many requests may be under way at a time. */
  default int mostOutstanding() {
    return Integer.MAX_VALUE;
  }

  /** Names of the patterns. */
  static List<String> names() {
    return List.copyOf(Patterns.ALL.keySet());
  }

  /**
   * A pattern that memory simulators are compared with.
   *
   * @param name one of {@link #names}
   */
  static RequestStream of(String name, int requests, DramConfiguration configuration) {
    Patterns.Pattern pattern = Patterns.ALL.get(name);
    if (pattern == null) {
      throw new IllegalArgumentException("no stream is called " + name);
    }
    return new Patterns.Stream(pattern, requests, Patterns.Sizes.of(configuration));
  }

  /** The patterns by name. */
  final class Patterns {
    private static final int OTHER = 8192;
    private static final int BLOCK = 16;

    static final Map<String, Pattern> ALL = new TreeMap<>();

    static {
      ALL.put("seq_rd", new Pattern((i, s) -> i * s.access % s.capacity, 0, 0, false));
      ALL.put("seq_wr", new Pattern((i, s) -> i * s.access % s.capacity, 1, 0, false));
      ALL.put("mix21", new Pattern((i, s) -> arrays(i, 1, s), 3, 0, false));
      ALL.put("mix21b", new Pattern((i, s) -> arrays(i, BLOCK, s), 3 * BLOCK, 0, false));
      ALL.put("rand_rd", new Pattern(Patterns::random, 0, 0, false));
      ALL.put("rand_mix21", new Pattern(Patterns::random, 3, 0, false));
      ALL.put(
          "stride8k_rd",
          new Pattern(
              (i, s) -> i * OTHER % s.capacity + i * OTHER / s.capacity * s.access, 0, 0, false));
      ALL.put(
          "rowconf_rd",
          new Pattern((i, s) -> i % (s.capacity / s.rowStride) * s.rowStride, 0, 0, false));
      ALL.put("seq_rd_50", new Pattern((i, s) -> i * s.access % s.capacity, 0, 2, false));
      ALL.put("rand_rd_25", new Pattern(Patterns::random, 0, 4, false));
      ALL.put("chase_rd", new Pattern(Patterns::random, 0, 0, true));
    }

    private Patterns() {}

    private static long random(long index, Sizes sizes) {
      long z = (index + 1) * 0x9E3779B97F4A7C15L;
      z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      z ^= z >>> 31;
      return Long.remainderUnsigned(z, sizes.capacity / sizes.access) * sizes.access;
    }

    /** Two arrays read and one written, {@code block} accesses of each in turn. */
    private static long arrays(long index, int block, Sizes sizes) {
      long round = index / (3L * block);
      long within = index % (3L * block);
      long base = new long[] {0, sizes.capacity / 4, sizes.capacity / 2}[(int) (within / block)];
      return (base + (round * block + within % block) * sizes.access) % sizes.capacity;
    }

    /** Address of a request. */
    interface Place {
      long at(long index, Sizes sizes);
    }

    /** Sizes in bytes, and the most requests of a cycle. */
    record Sizes(long access, long capacity, long rowStride, double peakPerCycle) {
      static Sizes of(DramConfiguration configuration) {
        DramConfiguration.Organization organization = configuration.organization();
        return new Sizes(
            organization.accessBytes(),
            organization.capacityBytes(),
            configuration.mapping().rowStrideBytes(),
            organization.peakAccessesPerCycle(configuration.timings().ccdS()));
      }
    }

    /**
     * A pattern.
     *
     * @param period 0: all read; 1: all written; otherwise the last third of so many are written
     * @param slowdown over the peak rate at which requests arrive; 0 when all are there at once
     * @param chased whether each waits for the one before
     */
    record Pattern(Place place, int period, int slowdown, boolean chased) {}

    /** A pattern on a memory. */
    record Stream(Pattern pattern, int requests, Sizes sizes) implements RequestStream {
      @Override
      public long address(int index) {
        return pattern.place.at(index, sizes);
      }

      @Override
      public boolean isWrite(int index) {
        int period = pattern.period;
        return period == 1 || (period > 1 && index % period >= period - period / 3);
      }

      @Override
      public long arrivalCycle(int index) {
        return pattern.slowdown == 0
            ? 0
            : (long) (index * (double) pattern.slowdown / sizes.peakPerCycle);
      }

      @Override
      public int mostOutstanding() {
        return pattern.chased ? 1 : Integer.MAX_VALUE;
      }
    }
  }
}
