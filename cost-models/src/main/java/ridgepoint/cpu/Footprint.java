package ridgepoint.cpu;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.cache.CacheHierarchy;
import ridgepoint.tile.Mask;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Recording.Use;
import ridgepoint.tile.Region;
import ridgepoint.tile.Span;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.shape.ShapeMachine;

/**
 * Walks the tiles of a program in the order in which cores take them, line by line through their
 * caches, and notes for every loop step which level its data came from.
 */
final class Footprint extends ShapeMachine {
  /** Operands begin on pages. */
  private static final long PAGE = 4096;

  private final CacheHierarchy caches;
  private final long lineBytes;
  private final long[] base;

  /** Where rows at unknown places are next taken from, by operand. */
  private final long[] cursor;

  private final List<List<Step>> steps;
  private final MissStream misses;
  private int core;
  private long[] linesFrom;
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
      List<Operand> operands, CacheHierarchy caches, int cores, long lineBytes, MissStream misses) {
    super(operands.size());
    this.caches = caches;
    this.lineBytes = lineBytes;
    this.misses = misses;
    base = new long[operands.size()];
    cursor = new long[operands.size()];
    long next = 0;
    for (Operand operand : operands) {
      base[operand.slot()] = next;
      next += (long) Math.ceil(operand.bytes() / PAGE + 1) * PAGE;
    }
    steps = new ArrayList<>();
    for (int i = 0; i < cores; i++) {
      steps.add(new ArrayList<>());
    }
    clear();
  }

  /**
   * Walks a pass.
   *
   * @param lineBytes of a line of these caches
   * @return the steps of each core
   */
  static List<List<Step>> walk(
      TileProgram pass, CacheHierarchy caches, int cores, long lineBytes, MissStream misses) {
    Footprint footprint = new Footprint(pass.operands(), caches, cores, lineBytes, misses);
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
  public void loop(Span span, int stages, LoopBody body) {
    closeStep();
    loopDepth++;
    for (long offset = span.begin(); offset < span.end(); offset += span.step()) {
      body.step(offset, (int) Math.min(span.step(), span.end() - offset));
      closeStep();
    }
    loopDepth--;
  }

  private void closeStep() {
    if (ledger.isEmpty()) {
      return;
    }
    steps.get(core).add(new Step(ledger.use(), linesFrom, caches.takeWrittenBack(), begins, false));
    begins = false;
    clear();
  }

  private void clear() {
    ledger.clear();
    linesFrom = new long[caches.levels() + 1];
  }

  @Override
  protected double visibleEntries(Mask mask, int rows, int columns) {
    return mask.visibleEntries(rows, columns);
  }

  @Override
  protected void onLoad(Operand source, Region region) {
    rows(source, region, false);
  }

  @Override
  protected void onStore(Operand target, Region region) {
    rows(target, region, true);
  }

  private void rows(Operand operand, Region region, boolean write) {
    double bytes = operand.format().bitsPerElement() / Byte.SIZE;
    for (int row = 0; row < region.rows(); row++) {
      double elements =
          (double) (region.batch() * operand.rows() + region.row() + row) * operand.columns();
      long from = base[operand.slot()] + (long) ((elements + region.column()) * bytes);
      lines(from, (long) Math.ceil(region.columns() * bytes), write);
    }
  }

  @Override
  protected void onGather(Operand source, double elements) {
    anywhere(source, elements, false);
  }

  @Override
  protected void onScatter(Operand target, double elements) {
    anywhere(target, elements, true);
  }

  /** Rows chosen by data are as good as any; they are taken in turn. */
  private void anywhere(Operand operand, double elements, boolean write) {
    long bytes = (long) Math.ceil(operand.format().bytes(elements));
    int slot = operand.slot();
    lines(base[slot] + cursor[slot], bytes, write);
    cursor[slot] = (cursor[slot] + bytes) % Math.max(1, (long) operand.bytes());
  }

  private void lines(long from, long bytes, boolean write) {
    long last = (from + bytes - 1) / lineBytes;
    for (long line = from / lineBytes; line <= last; line++) {
      int level = caches.access(core, line, write);
      linesFrom[level]++;
      if (level == caches.levels()) {
        misses.add(core, line * lineBytes);
      }
    }
  }
}
