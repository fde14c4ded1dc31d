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
  private int core;
  private long[] linesFrom;
  private long writtenBack;
  private boolean begins;

  /**
   * A step of a tile's loop, or what a tile does outside of loops.
   *
   * @param linesFrom lines it takes from each level, main memory last
   * @param writtenBack lines that main memory has to take meanwhile
   * @param begins whether a tile begins with it; likewise ends
   */
  record Step(Use use, long[] linesFrom, long writtenBack, boolean begins, boolean ends) {
    private Step last() {
      return new Step(use, linesFrom, writtenBack, begins, true);
    }
  }

  private Footprint(
      List<Operand> operands,
      CacheHierarchy caches,
      int cores,
      SampledLines lines,
      MissedLines missed) {
    super(operands.size());
    this.caches = caches;
    this.lines = lines;
    this.missed = missed;
    addresses = new OperandAddresses(operands);
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
   * @return the steps of each core
   */
  static List<List<Step>> walk(
      TileProgram pass, CacheHierarchy caches, int cores, SampledLines lines, MissedLines missed) {
    Footprint footprint = new Footprint(pass.operands(), caches, cores, lines, missed);
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
    steps.get(core).add(new Step(ledger.use(), linesFrom, writtenBack, begins, false));
    begins = false;
    clear();
  }

  private void clear() {
    ledger.clear();
    linesFrom = new long[caches.levels() + 1];
    writtenBack = 0;
  }

  @Override
  protected void onLoad(Operand source, Region region) {
    addresses.rows(source, region, (from, bytes) -> touch(from, bytes, false));
  }

  @Override
  protected void onStore(Operand target, Region region) {
    addresses.rows(target, region, (from, bytes) -> touch(from, bytes, true));
  }

  @Override
  protected void onGather(Operand source, double elements) {
    addresses.anywhere(source, elements, (from, bytes) -> touch(from, bytes, false));
  }

  @Override
  protected void onScatter(Operand target, double elements) {
    addresses.anywhere(target, elements, (from, bytes) -> touch(from, bytes, true));
  }

  private void touch(long from, long bytes, boolean write) {
    lines.each(from, bytes, line -> access(line, write));
  }

  private void access(long line, boolean write) {
    int level = caches.access(core, line, write);
    linesFrom[level]++;
    if (level == caches.levels()) {
      missed.add(MissedLines.fetched(core), line);
    }
  }

  private void writeBack(long line) {
    writtenBack++;
    missed.add(MissedLines.writtenBack(core), line);
  }
}
