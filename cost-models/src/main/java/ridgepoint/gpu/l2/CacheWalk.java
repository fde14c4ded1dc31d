package ridgepoint.gpu.l2;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.operator.Role;
import ridgepoint.pipeline.Totals;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Recording;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.Tiling;
import ridgepoint.wave.CacheState;

/**
 * Finds what the tiles of a kernel find in the caches that SMs share, by walking their tags. The
 * caches hold at first what the state says: lines of other kernels, or what repetitions of this one
 * left.
 */
public final class CacheWalk {
  /** Lines that are followed, at most about so many; of more, one stands for several. */
  private static final double MOST_LINES = 3e5;

  /** Sets that a slice keeps when one line in several is followed. */
  private static final int FEWEST_SETS = 4;

  /** Phases of a pass that are told apart, so that loops stay long. */
  private static final int MOST_PHASES = 6;

  /** Phases of all places together, of which each has instructions of its own. */
  private static final int MOST_PLACED = 1000;

  private static final int FEWEST_PHASES = 2;

  private static final double LIKE = 0.02;

  /** Pieces that operands are used in by a repetition before. */
  private static final int PIECES = 64;

  /** Copies of weights that are walked between two uses of one. */
  private static final int MOST_COPIES = 8;

  private final DeviceSpec device;
  private final TagStore tags;
  private final CacheState state;

  public CacheWalk(DeviceSpec device, TagStore tags, CacheState state) {
    this.device = device;
    this.tags = tags;
    this.state = state;
  }

  /**
   * What a pass of a kernel finds.
   *
   * @param first program of the kernel's first pass
   * @param pass the recording of this one
   * @param places tiles that run at a time
   * @param sms that they are on, in turn
   * @param stages steps of a tile on their way at a time
   */
  public Findings find(
      TileProgram first,
      Recording kernel,
      Recording pass,
      Tiling tiling,
      int places,
      int sms,
      int stages) {
    int every = every(kernel, first);
    boolean cold = state.weightCopies() == 0;
    SharedCaches caches = new SharedCaches(device, tags, every);
    Lines lines = new Lines(first.operands(), tags, every);
    TileProgram program = first;
    Recording recording = kernel;
    boolean warm = !cold;
    while (true) {
      LongUnaryOperator order = TileOrder.of(program, tiling, places);
      SharedPass shared = new SharedPass(program, order, places, sms);
      TagWalk walk = new TagWalk(shared, caches, lines);
      if (warm) {
        warm(walk, caches, first.operands(), Totals.of(kernel), every);
        warm = false;
      }
      caches.all().forEach(SlicedCache::resetCounts);
      List<RoundCounts> rounds = walk.rounds();
      if (cold) {
        RoundCounts all = rounds.stream().reduce(RoundCounts::plus).orElseThrow();
        rounds.forEach(round -> round.addForeign(all));
      }
      if (recording == pass) {
        return findings(shared, caches, rounds, Totals.of(pass), every, stages);
      }
      program = program.next();
      recording = recording.next();
    }
  }

  private Findings findings(
      SharedPass shared,
      SharedCaches caches,
      List<RoundCounts> rounds,
      Totals totals,
      int every,
      int stages) {
    double[] once = new double[totals.loadedBytes().length];
    for (Operand operand : shared.program().operands()) {
      double loaded = totals.loadedBytes()[operand.slot()];
      once[operand.slot()] = loaded == 0 ? 0 : Math.min(1, operand.bytes() / loaded);
    }
    int most = Math.max(FEWEST_PHASES, Math.min(MOST_PHASES, MOST_PLACED / shared.places()));
    List<Phase> phases = phases(rounds, once, most);
    if (caches.all().isEmpty()) {
      return new Findings(phases, shared.order(), 1, new double[0], 0, every);
    }
    SlicedCache nearest = caches.all().get(0);
    Lines all = new Lines(shared.program().operands(), tags, 1);
    return new Findings(
        phases,
        shared.order(),
        new SliceLoad(shared, nearest, all, stages).imbalance(),
        nearest.hitShares(),
        nearest.hitShare(),
        every);
  }

  /** Rounds alike, one after another, together; and then those that differ least. */
  private static List<Phase> phases(List<RoundCounts> rounds, double[] otherwise, int most) {
    List<RoundCounts> parts = rounds;
    for (double tolerance = LIKE; ; tolerance *= 2) {
      List<RoundCounts> joined = new ArrayList<>();
      for (RoundCounts round : parts) {
        int last = joined.size() - 1;
        if (last >= 0
            && joined.get(last).phase(otherwise).isLike(round.phase(otherwise), tolerance)) {
          joined.set(last, joined.get(last).plus(round));
        } else {
          joined.add(round);
        }
      }
      parts = joined;
      if (parts.size() <= most) {
        return parts.stream().map(part -> part.phase(otherwise)).toList();
      }
    }
  }

  /** Two repetitions, as far as the operands' last uses matter. */
  private void warm(
      TagWalk walk, SharedCaches caches, List<Operand> operands, Totals totals, int every) {
    double weights = 0;
    for (Operand operand : operands) {
      weights += operand.role() == Role.WEIGHT ? operand.bytes() : 0;
    }
    double capacity = 0;
    for (int level = SharedCaches.first(device); level < device.memory().size() - 1; level++) {
      capacity += device.memory().get(level).totalCapacityBytes();
    }
    double between = Math.max((state.weightCopies() - 1) * weights, state.weightBytes() - weights);
    int copies = (int) Math.min(MOST_COPIES, Math.max(0, state.weightCopies() - 1));
    int chunks = weights == 0 || between <= 0 ? 0 : Math.max(1, copies);
    double chunk = chunks == 0 ? 0 : Math.min(between, 2 * capacity) / chunks;
    Foreign foreign = new Foreign(caches, tags, every);
    for (int repetition = 0; repetition < 1; repetition++) {
      touch(walk, operands, totals, true);
      touch(walk, operands, totals, false);
      for (int i = 0; i < chunks; i++) {
        foreign.read(chunk);
        touch(walk, operands, totals, false);
      }
    }
  }

  /** Operands are used side by side, a piece of each after another. */
  private static void touch(TagWalk walk, List<Operand> operands, Totals totals, boolean weights) {
    for (int piece = 0; piece < PIECES; piece++) {
      for (Operand operand : operands) {
        double loaded = totals.loadedBytes()[operand.slot()];
        boolean written = totals.storedBytes()[operand.slot()] > 0;
        if ((operand.role() == Role.WEIGHT) == weights && (loaded > 0 || written)) {
          boolean everywhere = loaded > operand.bytes() * (1 + LIKE);
          walk.touch(operand, piece, PIECES, written, everywhere);
        }
      }
    }
  }

  /** One line in so many is followed, a power of two. */
  private int every(Recording kernel, TileProgram first) {
    double bytes = 0;
    for (Recording pass = kernel; pass != null; pass = pass.next()) {
      Totals totals = Totals.of(pass);
      bytes += totals.loaded() + totals.stored();
    }
    if (state.weightCopies() > 0) {
      for (Operand operand : first.operands()) {
        bytes += 2.0 * (1 + state.weightCopies()) * operand.bytes();
      }
    }
    int most = Integer.MAX_VALUE;
    for (int level = SharedCaches.first(device); level < device.memory().size() - 1; level++) {
      long lines = SharedCaches.shape(device, level, tags, 1).sliceLines();
      most = (int) Math.min(most, lines / (FEWEST_SETS * tags.ways()));
    }
    int every = 1;
    while (bytes / tags.lineBytes() / every > MOST_LINES && 2 * every <= most) {
      every *= 2;
    }
    return every;
  }
}
