package ridgepoint.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import ridgepoint.host.HostMeasurements.Level;
import ridgepoint.host.HostMeasurements.Rate;
import ridgepoint.host.HostProcessor.Cache;
import ridgepoint.simd.Fp32Arithmetic;

/** Measures a machine, one figure at a time; the best of several trials counts, as in STREAM. */
final class Microbenchmarks {
  private static final int ROUNDS = 20_000;

  /** A step of the xorshift generator is six dependent shifts and exclusive ors of one cycle. */
  private static final int CYCLES_PER_STEP = 6;

  private static final int STEPS = 100_000;

  /** Of a cache's capacity, as data moved through a part of it stays there. */
  private static final double WORKING_SET = 0.5;

  /** Of the outermost cache's, so that next to nothing of it stays there. */
  private static final double BEYOND_CACHE = 4;

  private static final int LINE_INTEGERS = 16;
  private static final int CHASES = 20_000;

  private final HostProcessor processor;
  private final Fp32Arithmetic arithmetic = Fp32Arithmetic.fastest();

  /** Keeps results alive, so that nothing is compiled away. */
  private volatile double kept;

  Microbenchmarks(HostProcessor processor) {
    this.processor = processor;
  }

  HostMeasurements measure() {
    ProgramOverheads overheads = ProgramOverheads.measure(processor.cores());
    return new HostMeasurements(
        arithmetic.name(),
        arithmetic.lanes(),
        clockHertz(),
        multiplyAdds(),
        levels(),
        KernelRates.measure(overheads.launchSeconds()),
        overheads);
  }

  private double clockHertz() {
    double seconds =
        Repetition.bestSeconds(
            () -> {
              long x = 88172645463325252L;
              for (int i = 0; i < STEPS; i++) {
                x ^= x << 13;
                x ^= x >>> 7;
                x ^= x << 17;
              }
              kept = x;
            });
    return (double) CYCLES_PER_STEP * STEPS / seconds;
  }

  private Rate multiplyAdds() {
    double operations = (double) ROUNDS * arithmetic.multiplyAddsPerRound();
    return rate(
        operations,
        thread -> {
          Fp32Arithmetic own = Fp32Arithmetic.fastest();
          return () -> kept = own.multiplyAddRounds(ROUNDS);
        });
  }

  private Rate rate(double work, IntFunction<Repetition.Body> bodies) {
    int cores = processor.cores();
    return new Rate(
        work / Repetition.bestSeconds(1, bodies),
        cores * work / Repetition.bestSeconds(cores, bodies));
  }

  private List<Level> levels() {
    List<Level> levels = new ArrayList<>();
    double inner = 0;
    List<Cache> caches = processor.caches();
    Cache outermost = caches.get(caches.size() - 1);
    for (Cache cache : caches) {
      double free = cache.bytes();
      if (cache == outermost && caches.size() > 1) {
        free = effectiveCapacity(cache, inner);
      }
      double set = Math.max(free * WORKING_SET, Math.min(2 * inner, free));
      levels.add(level("l" + cache.level(), free, set, cache.sharedBy()));
      inner = cache.bytes() * processor.cores() / cache.sharedBy();
    }
    double beyond = outermost.bytes() * BEYOND_CACHE;
    levels.add(level("dram", 0, beyond, processor.cores()));
    return levels;
  }

  /**
   * Of the outermost cache, read by all cores.
   *
   * @param innerBytes of all caches inside it
   */
  private double effectiveCapacity(Cache cache, double innerBytes) {
    List<EffectiveCapacity.Point> curve = new ArrayList<>();
    for (double part : EffectiveCapacity.PARTS) {
      double bytes = part * cache.bytes();
      if (bytes > 2 * innerBytes) {
        curve.add(new EffectiveCapacity.Point(bytes, sharedReadRate(bytes)));
      }
    }
    return EffectiveCapacity.of(
        curve,
        cache.bytes(),
        sharedReadRate(2 * innerBytes),
        sharedReadRate(BEYOND_CACHE * cache.bytes()));
  }

  /** Of all cores, each reading a part, as it usually is and not at best. */
  private double sharedReadRate(double bytes) {
    int each = Math.max(LINE_INTEGERS, (int) (bytes / Float.BYTES / processor.cores()));
    double seconds = Repetition.usualSeconds(processor.cores(), reading(each));
    return (double) processor.cores() * each * Float.BYTES / seconds;
  }

  /** Threads split what their cores share. */
  private Level level(String name, double freeBytes, double bytes, int sharedBy) {
    int all = (int) (bytes / Float.BYTES);
    int each = Math.max(LINE_INTEGERS, all / sharedBy);
    return new Level(
        name,
        freeBytes,
        bytes,
        new Rate(readRate(1, all), readRate(processor.cores(), each)),
        new Rate(writeRate(1, all), writeRate(processor.cores(), each)),
        latency(all));
  }

  private double readRate(int threads, int numbers) {
    double seconds = Repetition.bestSeconds(threads, reading(numbers));
    return (double) threads * numbers * Float.BYTES / seconds;
  }

  private IntFunction<Repetition.Body> reading(int numbers) {
    return thread -> {
      float[] values = new float[numbers];
      Arrays.fill(values, 1);
      Fp32Arithmetic own = Fp32Arithmetic.fastest();
      return () -> kept = own.read(values, 0, numbers);
    };
  }

  private double writeRate(int threads, int numbers) {
    double seconds =
        Repetition.bestSeconds(
            threads,
            thread -> {
              float[] values = new float[numbers];
              return () -> {
                Arrays.fill(values, 1);
                kept = values[numbers - 1];
              };
            });
    return (double) threads * numbers * Float.BYTES / seconds;
  }

  /** From line to line in an order that is one random cycle (Sattolo 1986). */
  private double latency(int integers) {
    int lines = integers / LINE_INTEGERS;
    int[] next = new int[lines * LINE_INTEGERS];
    int[] order = new int[lines];
    Arrays.setAll(order, i -> i);
    Random random = new Random(1);
    for (int i = lines - 1; i > 0; i--) {
      int other = random.nextInt(i);
      int line = order[i];
      order[i] = order[other];
      order[other] = line;
    }
    for (int i = 0; i < lines; i++) {
      next[order[i] * LINE_INTEGERS] = order[(i + 1) % lines] * LINE_INTEGERS;
    }
    int[] at = {0};
    double seconds =
        Repetition.bestSeconds(
            () -> {
              int line = at[0];
              for (int i = 0; i < CHASES; i++) {
                line = next[line];
              }
              at[0] = line;
              kept = line;
            });
    return seconds / CHASES;
  }
}
