package ridgepoint.cpu;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.cache.CacheHierarchy;
import ridgepoint.cache.SampledLines;
import ridgepoint.cycle.OperandAddresses;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Recording.Use;
import ridgepoint.tile.Region;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.shape.SteppingMachine;

/**
 * Walks the tiles of a program in the order in which cores take them, line by line through their
 * caches, and notes for every loop step which level its data came from.
 */
final class Footprint extends SteppingMachine {
  private final CacheHierarchy caches;
  private final SampledLines lines;
  private final OperandAddresses addresses;
  private final List<List<Step>> steps;
  private final MissedLines missed;
  private final PrefetchUnits prefetchers;

  /** Where the line of each operand was that was touched last. */
  private final int[] levelOf;

  private int core;
  private long[] linesFrom;
  private long[][] prefetchedFrom;
  private long writtenBack;
  private boolean begins;

  /**
   * A step of a tile's loop, or what a tile does outside of loops.
   *
   * @param linesFrom lines it takes from each level, main memory last
   * @param prefetchedFrom lines that prefetchers of each level bring meanwhile, likewise
   * @param writtenBack lines that main memory has to take meanwhile
   * @param begins whether a tile begins with it; likewise ends
   */
  record Step(
      Use use,
      long[] linesFrom,
      long[][] prefetchedFrom,
      long writtenBack,
      boolean begins,
      boolean ends) {
    /** Lines that prefetchers bring from a level. */
    long prefetched(int from) {
      long sum = 0;
      for (long[] into : prefetchedFrom) {
        sum += into[from];
      }
      return sum;
    }

    /** Lines that the first level takes in from one outside. */
    long takenIn(int from) {
      return linesFrom[from] + prefetchedFrom[0][from];
    }

    private Step last() {
      return new Step(use, linesFrom, prefetchedFrom, writtenBack, begins, true);
    }
  }

  /** Makes the prefetchers of a walk. */
  interface Prefetchable {
    PrefetchUnits units(
        CacheHierarchy caches, SampledLines lines, int cores, PrefetchUnits.FetchedLines fetched);
  }

  private Footprint(
      List<Operand> operands,
      CacheHierarchy caches,
      int cores,
      SampledLines lines,
      MissedLines missed,
      Prefetchable prefetching) {
    super(operands.size());
    this.caches = caches;
    this.lines = lines;
    this.missed = missed;
    addresses = new OperandAddresses(operands);
    levelOf = new int[operands.size()];
    prefetchers = prefetching.units(caches, lines, cores, this::prefetched);
    steps = new ArrayList<>();
    for (int i = 0; i < cores; i++) {
      steps.add(new ArrayList<>());
    }
    clear();
  }

  /**
   * Walks a pass.
   *
   * @param lines that are followed; the caches have those of a group as one
   * @param missed told of what has to come from main memory, and go there
   * @param prefetching makes the prefetchers
   * @return the steps of each core
   */
  static List<List<Step>> walk(
      TileProgram pass,
      CacheHierarchy caches,
      int cores,
      SampledLines lines,
      MissedLines missed,
      Prefetchable prefetching) {
    Footprint footprint = new Footprint(pass.operands(), caches, cores, lines, missed, prefetching);
    caches.tell(footprint::writeBack);
    for (long tile = 0; tile < pass.tiles(); tile++) {
      footprint.core = (int) (tile % cores);
      footprint.begins = true;
      pass.tile(footprint, tile);
      footprint.closeStep();
      List<Step> own = footprint.steps.get(footprint.core);
      own.set(own.size() - 1, own.get(own.size() - 1).last());
    }
    return footprint.steps;
  }

  @Override
  protected void onStep() {
    closeStep();
  }

  private void closeStep() {
    if (ledger.isEmpty()) {
      return;
    }
    steps
        .get(core)
        .add(new Step(ledger.use(), linesFrom, prefetchedFrom, writtenBack, begins, false));
    begins = false;
    clear();
  }

  private void clear() {
    ledger.clear();
    linesFrom = new long[caches.levels() + 1];
    prefetchedFrom = new long[PrefetchUnits.LEVELS][caches.levels() + 1];
    writtenBack = 0;
  }

  @Override
  protected void onLoad(Operand source, Region region) {
    addresses.rows(source, region, (from, bytes) -> touch(source, from, bytes, false));
  }

  @Override
  protected void onStore(Operand target, Region region) {
    addresses.rows(target, region, (from, bytes) -> touch(target, from, bytes, true));
  }

  @Override
  protected void onGather(Operand source, double elements) {
    addresses.anywhere(source, elements, (from, bytes) -> touch(source, from, bytes, false));
  }

  @Override
  protected void onScatter(Operand target, double elements) {
    addresses.anywhere(target, elements, (from, bytes) -> touch(target, from, bytes, true));
  }

  private void touch(Operand operand, long from, long bytes, boolean write) {
    if (!lines.trains()) {
      lines.each(from, bytes, line -> access(line, write));
      return;
    }
    int slot = operand.slot();
    long last = (from + bytes - 1) / lines.lineBytes();
    for (long line = from / lines.lineBytes(); line <= last; line++) {
      if (lines.follows(line)) {
        levelOf[slot] = access(lines.group(line), write);
      }
      prefetchers.touched(core, line, slot, levelOf[slot]);
    }
  }

  private int access(long line, boolean write) {
    int level = caches.access(core, line, write);
    linesFrom[level]++;
    if (level == caches.levels()) {
      missed.add(MissedLines.fetched(core), line);
    }
    return level;
  }

  private void prefetched(int toCore, long line, int into, int level) {
    prefetchedFrom[into][level]++;
    if (level == caches.levels()) {
      missed.add(MissedLines.fetched(toCore), line);
    }
  }

  private void writeBack(long line) {
    writtenBack++;
    missed.add(MissedLines.writtenBack(core), line);
  }
}
