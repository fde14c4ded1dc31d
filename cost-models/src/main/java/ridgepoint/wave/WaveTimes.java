package ridgepoint.wave;

import java.util.OptionalDouble;

/**
 * Tiles handed out to the units wave by wave, largest first; a wave takes as long as its resources
 * together: the p-norm of matrix and vector work on the busiest unit, of the traffic across shared
 * levels, and of the latency its loads cannot hide.
 *
 * <p>Largest first, a wave's tiles are nearly alike, and what the first tile of a wave exceeds the
 * others by is the tail that a real schedule has.
 */
final class WaveTimes {
  static final int MATRIX = 0;
  static final int VECTOR = 1;
  static final int PRIVATE = 2;
  static final int LATENCY = 3;
  static final int EPILOGUE = 4;
  static final int FIRST_LEVEL = 5;

  private final TileCosts costs;
  private final double units;
  private final double slots;
  private final double overlap;
  private final double unitOverlap;
  private final double saturatingUnits;

  /** Seconds from one tile to the next where a kernel takes them one after another. */
  private final double serialPerTile;

  /** Seconds of each shared level per byte that a tile loads, and per byte it stores. */
  private final double[] levelPerLoaded;

  private final double[] levelPerStored;

  /** Busy time by resource, all waves together. */
  final double[] busy;

  /** Share of the waves' time by resource; sums to {@link #seconds}. */
  final double[] share;

  private final double[] wave;
  double seconds;

  /** Time the units compute, matrix and vector work overlapped as they are within a unit. */
  double computeSeconds;

  double waves;
  double lastWaveFill;

  /** Time the tiles that a unit ends last with need for their stores, which nothing hides. */
  double drainSeconds;

  WaveTimes(
      TileCosts costs,
      double units,
      int tilesPerUnit,
      OptionalDouble fixUpSeconds,
      WaveParameters parameters,
      double serialPerTile,
      double[] levelPerLoaded,
      double[] levelPerStored) {
    this.costs = costs;
    this.units = units;
    this.slots = units * tilesPerUnit;
    this.overlap = parameters.overlapExponent();
    this.unitOverlap = parameters.unitOverlapExponent();
    saturatingUnits = parameters.saturatingShare() * units;
    this.serialPerTile = serialPerTile;
    this.levelPerLoaded = levelPerLoaded;
    this.levelPerStored = levelPerStored;
    busy = new double[FIRST_LEVEL + levelPerLoaded.length];
    share = new double[busy.length];
    wave = new double[busy.length];
    if (fixUpSeconds.isPresent()) {
      stream();
    } else {
      schedule();
    }
    double tilesAtEnd = Math.min(tilesPerUnit, Math.ceil(tiles() / units));
    drainSeconds = tilesAtEnd * most(costs.drain, 0, costs.classes - 1);
    if (fixUpSeconds.isPresent()) {
      drainSeconds += fixUpSeconds.getAsDouble();
    }
  }

  private double tiles() {
    double tiles = 0;
    for (double count : costs.count) {
      tiles += count;
    }
    return tiles;
  }

  /** Every unit works on as many steps as any other, to the end. */
  private void stream() {
    double tiles = tiles();
    double loaded = 0;
    double stored = 0;
    for (int i = 0; i < costs.classes; i++) {
      loaded += costs.count[i] * costs.loaded[i];
      stored += costs.count[i] * costs.stored[i];
    }
    double passes = tiles / slots;
    add(slots / units, units, 0, costs.classes - 1, loaded / passes, stored / passes, passes);
    waves = Math.ceil(passes);
    lastWaveFill = 1;
  }

  private void schedule() {
    double used = 0;
    double loaded = 0;
    double stored = 0;
    int largest = 0;
    for (int i = 0; i < costs.classes; i++) {
      double left = costs.count[i];
      if (used > 0) {
        double taken = Math.min(left, slots - used);
        used += taken;
        loaded += taken * costs.loaded[i];
        stored += taken * costs.stored[i];
        left -= taken;
        if (used >= slots) {
          close(largest, i, used, loaded, stored, 1);
          used = 0;
        }
      }
      double full = Math.floor(left / slots);
      if (full > 0) {
        close(i, i, slots, slots * costs.loaded[i], slots * costs.stored[i], full);
        left -= full * slots;
      }
      if (left > 0 && used == 0) {
        largest = i;
        used = left;
        loaded = left * costs.loaded[i];
        stored = left * costs.stored[i];
      }
    }
    if (used > 0) {
      close(largest, costs.classes - 1, used, loaded, stored, 1);
      lastWaveFill = used / slots;
    } else {
      lastWaveFill = 1;
    }
  }

  /** Adds {@code times} waves of {@code tiles} tiles of classes {@code first} to {@code last}. */
  private void close(
      int first, int last, double tiles, double loaded, double stored, double times) {
    add(Math.ceil(tiles / units), Math.min(tiles, units), first, last, loaded, stored, times);
  }

  private void add(
      double perUnit,
      double active,
      int first,
      int last,
      double loaded,
      double stored,
      double times) {
    int slowest = slowest(first, last);
    wave[MATRIX] = perUnit * costs.matrix[slowest];
    wave[VECTOR] = perUnit * costs.vector[slowest];
    wave[PRIVATE] = perUnit * most(costs.local, first, last);
    wave[LATENCY] = Math.max(most(costs.chain, first, last), perUnit * active * serialPerTile);
    wave[EPILOGUE] = perUnit * most(costs.epilogue, first, last);
    for (int level = 0; level < levelPerLoaded.length; level++) {
      wave[FIRST_LEVEL + level] = loaded * levelPerLoaded[level] + stored * levelPerStored[level];
    }
    wave[wave.length - 1] *= Math.max(1, saturatingUnits / active);
    double compute = norm(wave[MATRIX], wave[VECTOR], unitOverlap);
    double sum =
        power(compute, overlap)
            + power(wave[PRIVATE], overlap)
            + power(wave[LATENCY], overlap)
            + power(wave[EPILOGUE], overlap);
    for (int level = FIRST_LEVEL; level < wave.length; level++) {
      sum += power(wave[level], overlap);
    }
    double time = Math.pow(sum, 1 / overlap);
    double unitWork = wave[MATRIX] + wave[VECTOR];
    for (int resource = 0; resource < wave.length; resource++) {
      double weight =
          resource == MATRIX || resource == VECTOR
              ? unitWork == 0 ? 0 : power(compute, overlap) * wave[resource] / unitWork
              : power(wave[resource], overlap);
      busy[resource] += times * wave[resource];
      share[resource] += sum == 0 ? 0 : times * time * weight / sum;
    }
    seconds += times * time;
    computeSeconds += times * compute;
    waves += times;
  }

  /** The class whose tile keeps the arithmetic of a unit busy longest. */
  private int slowest(int first, int last) {
    int slowest = first;
    double longest = -1;
    for (int i = first; i <= last; i++) {
      double seconds = norm(costs.matrix[i], costs.vector[i], unitOverlap);
      if (seconds > longest) {
        longest = seconds;
        slowest = i;
      }
    }
    return slowest;
  }

  private static double most(double[] values, int first, int last) {
    double most = 0;
    for (int i = first; i <= last; i++) {
      most = Math.max(most, values[i]);
    }
    return most;
  }

  private static double norm(double left, double right, double exponent) {
    if (left == 0 || right == 0) {
      return left + right;
    }
    return Math.pow(power(left, exponent) + power(right, exponent), 1 / exponent);
  }

  private static double power(double value, double exponent) {
    return value == 0 ? 0 : Math.pow(value, exponent);
  }
}
