package ridgepoint.cycle;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import ridgepoint.event.ProgramBuilder;
import ridgepoint.event.StreamBuilder;
import ridgepoint.event.When;
import ridgepoint.tile.Recording.Segment;
import ridgepoint.tile.Recording.TileUse;
import ridgepoint.tile.Recording.Use;

/**
 * Lowers the tiles of one core to four streams, load, multiply, vector and store, that each go
 * through all steps of all tiles in order. Operands are loaded while earlier ones are in use, and
 * results stored while the next tile is computed.
 */
public final class TilePipeline {
  private final CyclePass pass;
  private final ProgramBuilder program;
  private final String core;
  private final Function<Share, StepUnits> units;
  private final int freeOperands;
  private final int operands;
  private final int freeProducts;
  private final int products;
  private final int freeResults;
  private final int results;

  private TilePipeline(CyclePass pass, String core, int stages, Function<Share, StepUnits> units) {
    this.pass = pass;
    program = pass.events();
    this.core = core;
    this.units = units;
    freeOperands = program.credits(core + " free operand buffers", stages, "operand buffers");
    operands = program.credits(core + " operands", 0, "operands");
    freeProducts = program.credits(core + " free product buffers", stages, "product buffers");
    products = program.credits(core + " products", 0, "products");
    freeResults =
        program.credits(core + " free result buffers", Math.max(2, stages), "result buffers");
    results = program.credits(core + " results", 0, "results");
  }

  /**
   * What a core does of a tile class.
   *
   * @param tile what it does for each
   * @param count how many
   * @param completes whether each completes a tile of the class, or only adds to one
   * @param of the class; another than {@code tile} where cores share the steps of a tile
   * @param phase of the pass that its tiles run in, where a kind tells phases apart
   */
  public record Share(TileUse tile, long count, boolean completes, TileUse of, int phase) {
    /** Whole tiles. */
    public Share(TileUse tile, long count) {
      this(tile, count, true, tile);
    }

    public Share(TileUse tile, long count, boolean completes, TileUse of) {
      this(tile, count, completes, of, 0);
    }

    /** So many of its tiles, which run in a phase. */
    public Share in(int ofPass, long tiles) {
      return new Share(tile, tiles, completes, of, ofPass);
    }

    boolean isPart() {
      return tile != of;
    }
  }

  /**
   * Adds the streams of a core.
   *
   * @param buffers steps whose operands, or results, can be on chip at a time; at least as many as
   *     the loops have stages
   */
  public static void add(
      CyclePass pass, String core, List<Share> shares, int buffers, StepUnits units) {
    add(pass, core, shares, buffers, share -> units);
  }

  /**
   * The same where units do other things for some shares than for others.
   *
   * @param units by share
   */
  public static void add(
      CyclePass pass,
      String core,
      List<Share> shares,
      int buffers,
      Function<Share, StepUnits> units) {
    int stages = buffers;
    for (Share share : shares) {
      for (Segment segment : share.tile.segments()) {
        stages = Math.max(stages, segment.stages());
      }
    }
    TilePipeline pipeline = new TilePipeline(pass, core, stages, units);
    Edge nothing = (stream, share, of) -> {};
    Edge begin = (stream, share, of) -> of.begin(stream);
    Edge loaded = (stream, share, of) -> of.loaded(stream);
    Edge multiplied =
        (stream, share, of) -> {
          if (share.isPart()) {
            of.fixUp(stream, share.of);
          }
        };
    pipeline.stream("load", shares, TilePipeline::loads, begin, pipeline::load, loaded);
    pipeline.stream("multiply", shares, use -> true, nothing, pipeline::multiply, multiplied);
    pipeline.stream("vector", shares, TilePipeline::hasVector, nothing, pipeline::vector, nothing);
    pipeline.stream("store", shares, TilePipeline::stores, nothing, pipeline::store, pipeline::end);
  }

  /** What a stage does in a step. */
  private interface Stage {
    void write(StreamBuilder stream, Use step, StepUnits units);
  }

  /** What comes before the first step of a tile, or after the last. */
  private interface Edge {
    void write(StreamBuilder stream, Share share, StepUnits units);
  }

  private void stream(
      String stage,
      List<Share> shares,
      Predicate<Use> takesPart,
      Edge begin,
      Stage writer,
      Edge end) {
    StreamBuilder stream = program.stream(core + " " + stage);
    for (Share share : shares) {
      StepUnits own = units.apply(share);
      stream.loop(share.count);
      begin.write(stream, share, own);
      for (Segment segment : share.tile.segments()) {
        if (takesPart.test(segment.use())) {
          stream.loop(Math.round(segment.trips()));
          writer.write(stream, segment.use(), own);
          stream.end();
        }
      }
      end.write(stream, share, own);
      stream.end();
    }
  }

  private void load(StreamBuilder stream, Use step, StepUnits of) {
    stream.take(freeOperands, 1);
    of.load(stream, step);
    stream.give(operands, 1, When.DONE);
  }

  private void multiply(StreamBuilder stream, Use step, StepUnits of) {
    boolean loads = loads(step);
    boolean passesOn = hasVector(step);
    boolean stores = stores(step) && !passesOn;
    if (loads) {
      stream.take(operands, 1);
    }
    if (passesOn) {
      stream.take(freeProducts, 1);
    }
    if (stores) {
      stream.take(freeResults, 1);
    }
    if (step.executedMatrixOperations() > 0) {
      of.multiply(stream, step);
    }
    if (loads && !passesOn) {
      stream.give(freeOperands, 1, When.RELEASED);
    }
    if (passesOn) {
      stream.give(products, 1, When.DONE);
    }
    if (stores) {
      stream.give(results, 1, When.DONE);
    }
  }

  private void vector(StreamBuilder stream, Use step, StepUnits of) {
    stream.take(products, 1);
    if (stores(step)) {
      stream.take(freeResults, 1);
    }
    of.vector(stream, step);
    stream.give(freeProducts, 1, When.RELEASED);
    if (loads(step)) {
      stream.give(freeOperands, 1, When.RELEASED);
    }
    if (stores(step)) {
      stream.give(results, 1, When.DONE);
    }
  }

  private void store(StreamBuilder stream, Use step, StepUnits of) {
    stream.take(results, 1);
    of.store(stream, step);
    stream.give(freeResults, 1, When.DONE);
  }

  private void end(StreamBuilder stream, Share share, StepUnits of) {
    of.end(stream);
    if (share.completes) {
      stream.mark(pass.completes(new Completion.OfClass(share.of)));
    }
  }

  private static boolean loads(Use step) {
    return sum(step.loadedBytes()) > 0;
  }

  private static boolean hasVector(Use step) {
    return step.vectorOperations() + step.specialOperations() + step.convertedElements() > 0;
  }

  private static boolean stores(Use step) {
    return sum(step.storedBytes()) > 0;
  }

  /** Bytes of all operands. */
  public static double sum(double[] bytes) {
    double sum = 0;
    for (double part : bytes) {
      sum += part;
    }
    return sum;
  }
}
