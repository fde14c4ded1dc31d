package ridgepoint.npu;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.cycle.Completion;
import ridgepoint.cycle.CyclePass;
import ridgepoint.event.Cost;
import ridgepoint.event.ProgramBuilder;
import ridgepoint.event.StreamBuilder;
import ridgepoint.event.When;
import ridgepoint.npu.Transfers.Operand;
import ridgepoint.operator.Gemm;

/**
 * A product on weight-stationary arrays with a scratchpad and accumulators in two halves each,
 * block by block. While one tile is multiplied, DMA loads the next into the other half: weights of
 * a column of blocks before it is needed, inputs of a row of blocks with the first column. A block
 * of weights is shifted into the array behind the one in use, so that it costs the longer of its
 * rows and the array's height; the very first one shows whole. A block of outputs leaves when its
 * last product has come out of the array.
 */
final class ScratchpadProduct {
  /** Rows of inputs that an array takes at least (ONNXim). */
  private static final long FEWEST_ROWS = 4;

  private static final int HALVES = 2;

  private final CyclePass pass;
  private final NpuRates rates;
  private final Transfers transfers;
  private final Gemm gemm;
  private final ScratchpadTiles tiles;
  private final int cores;
  private final double operationsPerOutput;

  /**
   * @param operationsPerOutput of the vector unit, on the way out
   */
  ScratchpadProduct(
      CyclePass pass,
      NpuRates rates,
      Transfers transfers,
      Gemm gemm,
      ScratchpadTiles tiles,
      int cores,
      double operationsPerOutput) {
    this.pass = pass;
    this.rates = rates;
    this.transfers = transfers;
    this.gemm = gemm;
    this.tiles = tiles;
    this.cores = cores;
    this.operationsPerOutput = operationsPerOutput;
  }

  /** A tile: how long its sides are, and whether its outputs are complete after it. */
  private record Tile(long m, long n, long k, boolean last) {}

  /** Adds the streams of all cores; a tile's parts along k follow one another on one core. */
  void add() {
    for (int core = 0; core < cores; core++) {
      List<Tile> own = tiles(core);
      if (!own.isEmpty()) {
        int tile = pass.completes(new Completion.InTurn(core, cores));
        new Core("core " + core).add(own, tile);
      }
    }
  }

  private List<Tile> tiles(int core) {
    List<Tile> own = new ArrayList<>();
    long index = 0;
    for (long batch = 0; batch < gemm.batches(); batch++) {
      for (long row = 0; row < gemm.m(); row += tiles.rows()) {
        for (long column = 0; column < gemm.n(); column += tiles.columns()) {
          if (index++ % cores == core) {
            addParts(own, row, column);
          }
        }
      }
    }
    return own;
  }

  private void addParts(List<Tile> own, long row, long column) {
    for (long k = 0; k < gemm.k(); k += tiles.depth()) {
      own.add(
          new Tile(
              Math.min(tiles.rows(), gemm.m() - row),
              Math.min(tiles.columns(), gemm.n() - column),
              Math.min(tiles.depth(), gemm.k() - k),
              k + tiles.depth() >= gemm.k()));
    }
  }

  /** Units and buffers of a core. */
  private final class Core {
    private final String name;
    private final int array;
    private final int vector;
    private final int halves;
    private final int operands;
    private final int results;

    Core(String name) {
      this.name = name;
      ProgramBuilder events = pass.events();
      array = rates.array(pass, name);
      vector = operationsPerOutput > 0 ? rates.vector(pass, name) : -1;
      halves = events.credits(name + " free half", HALVES, "a free half");
      operands = events.credits(name + " operands", 0, "operands");
      results = events.credits(name + " results", 0, "results");
    }

    void add(List<Tile> own, int complete) {
      StreamBuilder load = pass.events().stream(name + " load");
      StreamBuilder multiply = pass.events().stream(name + " multiply");
      StreamBuilder store = pass.events().stream(name + " store");
      boolean cold = true;
      for (Tile tile : own) {
        load(load, tile);
        multiply(multiply, tile, cold);
        cold = false;
        if (tile.last) {
          store(store, tile);
          store.mark(complete);
        }
      }
    }

    private void load(StreamBuilder stream, Tile tile) {
      stream.take(halves, 1);
      for (long n = 0; n < tile.n; n += rates.columns()) {
        double weights = gemm.right().bytes((double) block(tile.n, n, rates.columns()) * tile.k);
        transfers.move(stream, Operand.WEIGHTS, weights, operands);
        for (long m = 0; n == 0 && m < tile.m; m += rates.rows()) {
          double inputs = gemm.left().bytes((double) block(tile.m, m, rates.rows()) * tile.k);
          transfers.move(stream, Operand.INPUTS, inputs, operands);
        }
      }
    }

    private void multiply(StreamBuilder stream, Tile tile, boolean cold) {
      boolean first = cold;
      long deep = ScratchpadTiles.ceil(tile.k, rates.rows());
      for (long n = 0; n < tile.n; n += rates.columns()) {
        for (long m = 0; m < tile.m; m += rates.rows()) {
          int arrivals = (m == 0 ? 1 : 0) + (n == 0 ? 1 : 0);
          if (arrivals > 0) {
            stream.take(operands, arrivals);
          }
          if (first) {
            stream.delay(rates.arrayTicks(2L * rates.rows() - 1));
            first = false;
          }
          multiply(stream, block(tile.m, m, rates.rows()), block(tile.n, n, rates.columns()), deep);
          if (tile.last) {
            stream.give(results, 1, When.DONE);
          }
        }
      }
      if (!tile.last) {
        stream.give(halves, 1, When.DONE);
      }
    }

    private void multiply(StreamBuilder stream, long m, long n, long deep) {
      long streamed = Math.max(m, FEWEST_ROWS);
      long occupied = rates.arrayTicks(Math.max(streamed, rates.rows()));
      long latency = rates.arrayTicks(rates.rows() + rates.columns() - 2 + streamed);
      stream
          .loop(deep)
          .use(
              array,
              new Cost(occupied, Math.max(occupied, latency)),
              When.RELEASED,
              "multiply " + m + "x" + n + "x" + rates.rows(),
              pass.tag(rates.block(m, gemm.left().bytes(1), gemm.computeType())))
          .end();
    }

    private void store(StreamBuilder stream, Tile tile) {
      for (long n = 0; n < tile.n; n += rates.columns()) {
        for (long m = 0; m < tile.m; m += rates.rows()) {
          long elements = block(tile.n, n, rates.columns()) * block(tile.m, m, rates.rows());
          stream.take(results, 1);
          if (operationsPerOutput > 0) {
            rates.vector(pass, stream, vector, operationsPerOutput * elements, cores);
          }
          transfers.move(stream, Operand.OUTPUTS, gemm.output().bytes(elements), results);
        }
      }
      stream.give(halves, 1, When.BEGUN);
    }
  }

  private static long block(long extent, long from, int side) {
    return Math.min(side, extent - from);
  }
}
