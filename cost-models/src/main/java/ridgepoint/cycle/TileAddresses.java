package ridgepoint.cycle;

import java.util.List;
import java.util.function.LongUnaryOperator;
import ridgepoint.dram.DramMemory.Layout;
import ridgepoint.dram.DramMemory.Ranges;
import ridgepoint.pipeline.Totals;
import ridgepoint.tile.Operand;
import ridgepoint.tile.TileProgram;

/**
 * Where the loads and stores of a pass lie: tiles go to cores in turn, and what a tile loads and
 * stores is followed through its program. Main memory moves each operand once; what it moves beyond
 * that, of operands that several tiles load, is divided among them as they load. Each of those
 * tiles then finds some part of a block missing, anyone as likely as another.
 */
public final class TileAddresses implements Layout {
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private final TileProgram pass;
  private final OperandAddresses addresses;
  private final int cores;

  private final long fetchBytes;
  private final LongUnaryOperator order;
  private final Moved moved;

  /** By place: the tile it is at, what that moves, and how far it has come. */
  private final Walk[] walks;

  /** What main memory moves of what tiles load and store. */
  @FunctionalInterface
  public interface Moved {
    /**
     * A share of a block.
     *
     * @param progress of the pass when its tile begins, of [0, 1)
     * @param slot of the operand
     */
    double share(double progress, int slot, boolean store);
  }

  /**
   * Tiles in the order of their numbers, of which main memory moves each operand once, and the rest
   * of those that are loaded more often.
   *
   * @param totals of the pass
   * @param cores that tiles go to in turn
   * @param readBytes that main memory moves of all that tiles load
   * @param writtenBytes of all that they store
   * @param fetchBytes that come together when any of them is loaded: what is left over of narrow
   *     rows then serves the loads of their neighbours, which come soon
   */
  public TileAddresses(
      TileProgram pass,
      Totals totals,
      int cores,
      double readBytes,
      double writtenBytes,
      long fetchBytes) {
    this(
        pass,
        cores,
        LongUnaryOperator.identity(),
        moved(pass.operands(), totals, readBytes, writtenBytes),
        fetchBytes);
  }

  /**
   * Tiles in any order.
   *
   * @param cores that they go to in turn
   * @param order numbers of tiles by their place in it
   * @param fetchBytes that come together
   */
  public TileAddresses(
      TileProgram pass, int cores, LongUnaryOperator order, Moved moved, long fetchBytes) {
    this.pass = pass;
    this.cores = cores;
    this.order = order;
    this.moved = moved;
    this.fetchBytes = fetchBytes;
    addresses = new OperandAddresses(pass.operands());
    walks = new Walk[2 * cores];
  }

  private static Moved moved(
      List<Operand> operands, Totals totals, double readBytes, double writtenBytes) {
    double[] read = shares(operands, totals.loadedBytes(), readBytes);
    double[] written = shares(operands, totals.storedBytes(), writtenBytes);
    return (progress, slot, store) -> store ? written[slot] : read[slot];
  }

  private static double[] shares(List<Operand> operands, double[] asked, double moved) {
    double[] once = new double[asked.length];
    double onceAll = 0;
    double again = 0;
    for (Operand operand : operands) {
      int slot = operand.slot();
      once[slot] = Math.min(asked[slot], operand.bytes());
      onceAll += once[slot];
      again += asked[slot] - once[slot];
    }
    double first = onceAll == 0 ? 0 : Math.min(1, moved / onceAll);
    double later = again == 0 ? 0 : Math.max(0, Math.min(1, (moved - onceAll) / again));
    double[] shares = new double[asked.length];
    for (int slot = 0; slot < asked.length; slot++) {
      double bytes = first * once[slot] + later * (asked[slot] - once[slot]);
      shares[slot] = asked[slot] == 0 ? 0 : bytes / asked[slot];
    }
    return shares;
  }

  /** The place that a core loads from. */
  public static int loads(int core) {
    return 2 * core;
  }

  /** The place that it stores to. */
  public static int stores(int core) {
    return 2 * core + 1;
  }

  /** A pass by its name, of a program and those that follow it. */
  public static TileProgram pass(TileProgram first, String name) {
    TileProgram pass = first;
    while (!pass.name().equals(name)) {
      pass = pass.next();
    }
    return pass;
  }

  @Override
  public void locate(int place, long bytes, Ranges ranges) {
    if (walks[place] == null) {
      walks[place] = new Walk(place / 2, place % 2 == 1);
    }
    walks[place].take(bytes, ranges);
  }

  /** One core's loads, or stores, tile by tile. */
  private final class Walk {
    private final boolean stores;
    private long position;
    private List<Moves.Move> moves;
    private int at;

    /** Ranges of the present move, and how far they have been taken. */
    private final RangeList list = new RangeList();

    Walk(int core, boolean stores) {
      this.stores = stores;
      position = core % pass.tiles();
      moves = moves();
    }

    private List<Moves.Move> moves() {
      return Moves.of(pass, order.applyAsLong(position), stores);
    }

    private void take(long bytes, Ranges ranges) {
      for (long given = 0; given < bytes && (!list.isEmpty() || fill()); ) {
        given += list.give(bytes - given, ranges);
      }
    }

    /** Takes up the next moves of which something is missing, of the next tile after the last. */
    private boolean fill() {
      for (int tiles = 0; list.isEmpty() && tiles < 2; ) {
        if (at < moves.size()) {
          fill(moves.get(at++));
        } else {
          tiles++;
          position = (position + cores) % pass.tiles();
          moves = moves();
          at = 0;
        }
      }
      return !list.isEmpty();
    }

    /** One part in as many as a share makes of a whole, another one for every tile. */
    private void fill(Moves.Move move) {
      double progress = (double) position / pass.tiles();
      double share = Math.min(1, moved.share(progress, move.operand().slot(), stores));
      if (share == 0) {
        return;
      }
      move.ranges(addresses, stores ? 1 : fetchBytes, list);
      long wanted = Math.round(list.bytes() * share);
      long parts = Math.max(1, (long) (1 / share));
      long part = Math.floorMod((position * GOLDEN_RATIO) >>> Integer.SIZE, parts);
      list.keep(part * wanted, wanted);
    }
  }
}
