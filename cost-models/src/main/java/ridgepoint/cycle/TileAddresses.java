package ridgepoint.cycle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ridgepoint.dram.DramMemory.Layout;
import ridgepoint.dram.DramMemory.Ranges;
import ridgepoint.pipeline.Totals;
import ridgepoint.tile.Mask;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Region;
import ridgepoint.tile.Span;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.shape.ShapeMachine;

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

  /** By operand: what main memory moves of what tiles load, and of what they store. */
  private final double[][] shares;

  /** By place: the tile it is at, what that moves, and how far it has come. */
  private final Walk[] walks;

  /**
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
    this.fetchBytes = fetchBytes;
    this.pass = pass;
    this.cores = cores;
    addresses = new OperandAddresses(pass.operands());
    shares =
        new double[][] {
          shares(pass.operands(), totals.loadedBytes(), readBytes),
          shares(pass.operands(), totals.storedBytes(), writtenBytes)
        };
    walks = new Walk[2 * cores];
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
    private long tile;
    private List<Moves.Move> moves;
    private int at;

    /** Ranges of the present move, and how far they have been taken. */
    private final RangeList list = new RangeList();

    Walk(int core, boolean stores) {
      this.stores = stores;
      tile = core % pass.tiles();
      moves = moves();
    }

    private List<Moves.Move> moves() {
      Moves machine = new Moves(pass.operands().size(), stores);
      pass.tile(machine, tile);
      return machine.moves;
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
          tile = (tile + cores) % pass.tiles();
          moves = moves();
          at = 0;
        }
      }
      return !list.isEmpty();
    }

    /** One part in as many as a share makes of a whole, another one for every tile. */
    private void fill(Moves.Move move) {
      double share = shares[stores ? 1 : 0][move.operand().slot()];
      if (share == 0) {
        return;
      }
      move.ranges(addresses, stores ? 1 : fetchBytes, list);
      long wanted = Math.round(list.bytes() * share);
      long parts = Math.max(1, (long) (1 / share));
      long part = Math.floorMod((tile * GOLDEN_RATIO) >>> Integer.SIZE, parts);
      list.keep(part * wanted, wanted);
    }
  }

  /** Consecutive ranges that are taken from the front. */
  private static final class RangeList implements Ranges {
    private long[] address = new long[64];
    private long[] length = new long[64];
    private int first;
    private int end;

    private boolean isEmpty() {
      return first == end;
    }

    @Override
    public void add(long at, long bytes) {
      if (first == end) {
        first = 0;
        end = 0;
      }
      if (end == address.length) {
        address = Arrays.copyOf(address, 2 * end);
        length = Arrays.copyOf(length, 2 * end);
      }
      address[end] = at;
      length[end++] = bytes;
    }

    /** Gives from the first range; returns how many bytes. */
    private long give(long bytes, Ranges to) {
      long taken = Math.min(bytes, length[first]);
      to.add(address[first], taken);
      drop(taken);
      return taken;
    }

    private long bytes() {
      long sum = 0;
      for (int i = first; i < end; i++) {
        sum += length[i];
      }
      return sum;
    }

    /** Leaves so many bytes from an offset on. */
    private void keep(long offset, long bytes) {
      for (long left = offset; left > 0 && first < end; ) {
        long taken = Math.min(left, length[first]);
        drop(taken);
        left -= taken;
      }
      long left = bytes;
      if (bytes == 0) {
        end = first;
      }
      for (int i = first; i < end; i++) {
        length[i] = Math.min(length[i], left);
        left -= length[i];
        if (left == 0) {
          end = i + 1;
        }
      }
    }

    private void drop(long bytes) {
      address[first] += bytes;
      length[first] -= bytes;
      if (length[first] == 0) {
        first++;
      }
    }
  }

  /** Follows a tile's program and notes what it loads, or stores. */
  private static final class Moves extends ShapeMachine {
    private final List<Move> moves = new ArrayList<>();
    private final boolean stores;

    /** A region of an operand, or, without one, elements of it anywhere. */
    private record Move(Operand operand, Region region, double elements) {
      private void ranges(OperandAddresses addresses, long together, Ranges to) {
        if (region == null) {
          addresses.anywhere(operand, elements, to);
        } else {
          addresses.rows(operand, region, together, to);
        }
      }
    }

    Moves(int operands, boolean stores) {
      super(operands);
      this.stores = stores;
    }

    @Override
    public void loop(Span span, int stages, LoopBody body) {
      loopDepth++;
      for (long offset = span.begin(); offset < span.end(); offset += span.step()) {
        body.step(offset, (int) Math.min(span.step(), span.end() - offset));
      }
      loopDepth--;
    }

    @Override
    protected double visibleEntries(Mask mask, int rows, int columns) {
      return mask.visibleEntries(rows, columns);
    }

    @Override
    protected void onLoad(Operand source, Region region) {
      note(false, new Move(source, region, 0));
    }

    @Override
    protected void onGather(Operand source, double elements) {
      note(false, new Move(source, null, elements));
    }

    @Override
    protected void onStore(Operand target, Region region) {
      note(true, new Move(target, region, 0));
    }

    @Override
    protected void onScatter(Operand target, double elements) {
      note(true, new Move(target, null, elements));
    }

    private void note(boolean store, Move move) {
      if (store == stores) {
        moves.add(move);
      }
    }
  }
}
