package ridgepoint.attention;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.number.DataType;
import ridgepoint.operator.Attention;
import ridgepoint.tile.Axis;
import ridgepoint.tile.BinaryFunction;
import ridgepoint.tile.Grid;
import ridgepoint.tile.Mask;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Reduction;
import ridgepoint.tile.Span;
import ridgepoint.tile.Tile;
import ridgepoint.tile.TileMachine;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.Tiling;
import ridgepoint.tile.UnaryFunction;

/** One block of queries against the keys it sees, or against one split of them, per tile. */
final class FlashAttentionProgram implements TileProgram {
  private static final int BATCH = 0;
  private static final int HEADS = 1;
  private static final int VALUES = 2;
  private static final int QUERIES = 3;
  private static final int SPLIT = 4;

  /** Below every score, and finite so that rows without a visible key yet stay numbers. */
  static final float LOWEST = -1e30f;

  private final Attention attention;
  private final float scale;
  private final float softCap;
  private final int splits;
  private final Tiling tiling;
  private final AttentionOperands operands;
  private final Grid grid;

  FlashAttentionProgram(
      Attention attention,
      float scale,
      float softCap,
      Axis heads,
      Axis values,
      Axis queries,
      int splits,
      Tiling tiling) {
    this.attention = attention;
    this.scale = scale;
    this.softCap = softCap;
    this.splits = splits;
    this.tiling = tiling;
    this.operands = AttentionOperands.of(attention, splits);
    Axis batches = new Axis(attention.batch() * attention.kvHeads(), 1);
    this.grid = new Grid(batches, heads, values, queries, new Axis(splits, 1));
  }

  @Override
  public String name() {
    return splits == 1 ? "flash-attention" : "flash-decoding";
  }

  @Override
  public List<Operand> operands() {
    return operands.all();
  }

  @Override
  public long tiles() {
    return grid.tiles();
  }

  @Override
  public void tile(TileMachine machine, long index) {
    AttentionTile at = at(index);
    DataType type = attention.computeType();
    Operand query = operands.query();
    Tile q =
        machine.convert(
            machine.load(query, query.at(at.batch(), at.row(), 0, at.rows(), dim())), type);
    Tile maximum = machine.fill(at.rows(), 1, DataType.FP32, LOWEST);
    Tile sum = machine.fill(at.rows(), 1, DataType.FP32, 0);
    Tile output = machine.fill(at.rows(), at.columns(), DataType.FP32, 0);
    VisibleKeys keys = keys(at);
    TileMachine.LoopBody step =
        (key, length) -> attend(machine, at, q, maximum, sum, output, key, length);
    machine.loop(Span.of(keys.sinksEnd(), tiling.depth()), tiling.stages(), step);
    machine.loop(new Span(keys.begin(), keys.end(), tiling.depth()), tiling.stages(), step);
    if (splits == 1) {
      Tile normalised = machine.zip(BinaryFunction.DIVIDE, output, sum);
      machine.store(operands.output(), at.valuesOf(operands.output()), normalised);
    } else {
      AttentionTile part = at.part(splits);
      machine.store(operands.partialOutput(), part.valuesOf(operands.partialOutput()), output);
      machine.store(operands.partialMaximum(), part.of(operands.partialMaximum()), maximum);
      machine.store(operands.partialSum(), part.of(operands.partialSum()), sum);
    }
  }

  /** One block of keys: scores, new maximum, rescaled sums, weighted values. */
  private void attend(
      TileMachine machine,
      AttentionTile at,
      Tile q,
      Tile maximum,
      Tile sum,
      Tile output,
      long key,
      int length) {
    DataType type = attention.computeType();
    Tile k = loadKeys(machine, operands.key(), at.batch(), key, length, 0, dim());
    Mask mask = mask(at, key);
    Tile score = scaled(machine, machine.scores(q, k, type, mask));
    Tile newMaximum =
        machine.zip(BinaryFunction.MAXIMUM, maximum, machine.reduceRows(Reduction.MAXIMUM, score));
    Tile weights =
        machine.map(
            UnaryFunction.EXPONENTIAL, machine.zip(BinaryFunction.SUBTRACT, score, newMaximum));
    Tile correction =
        machine.map(
            UnaryFunction.EXPONENTIAL, machine.zip(BinaryFunction.SUBTRACT, maximum, newMaximum));
    Tile rescaledSum = machine.zip(BinaryFunction.MULTIPLY, sum, correction);
    machine.assign(
        sum,
        machine.zip(BinaryFunction.ADD, rescaledSum, machine.reduceRows(Reduction.SUM, weights)));
    machine.assign(output, machine.zip(BinaryFunction.MULTIPLY, output, correction));
    Tile v =
        attention.sharedKeyValue()
            ? machine.slice(k, 0, (int) at.column(), length, at.columns())
            : loadKeys(
                machine, operands.value(), at.batch(), key, length, at.column(), at.columns());
    machine.multiplyMasked(output, machine.convert(weights, type), v, type, mask);
    machine.assign(maximum, newMaximum);
  }

  /** Scores times the scale, with the cap if there is one; hidden ones stay infinitely low. */
  private Tile scaled(TileMachine machine, Tile score) {
    if (softCap == 0) {
      return machine.zip(BinaryFunction.MULTIPLY, score, constant(machine, scale));
    }
    Tile x = machine.zip(BinaryFunction.MULTIPLY, score, constant(machine, scale / softCap));
    Tile tanh = machine.map(UnaryFunction.TANH, x);
    Tile capped = machine.zip(BinaryFunction.MULTIPLY, tanh, constant(machine, softCap));
    Tile raised = machine.zip(BinaryFunction.ADD, x, constant(machine, -LOWEST));
    Tile hidden = machine.zip(BinaryFunction.MINIMUM, raised, constant(machine, 0));
    return machine.zip(BinaryFunction.ADD, capped, hidden);
  }

  private static Tile constant(TileMachine machine, float value) {
    return machine.fill(1, 1, DataType.FP32, value);
  }

  private Tile loadKeys(
      TileMachine machine,
      Operand from,
      long batch,
      long key,
      int length,
      long column,
      int columns) {
    Tile stored = machine.load(from, from.at(batch, key, column, length, columns));
    return machine.convert(stored, attention.computeType());
  }

  private Mask mask(AttentionTile at, long key) {
    long cached = attention.keyLength() - attention.queryLength();
    return new Mask(
        cached + at.firstQuery(),
        at.queries(),
        key,
        attention.causal(),
        attention.window(),
        attention.sinkTokens());
  }

  private int dim() {
    return attention.queryKeyDim();
  }

  private AttentionTile at(long index) {
    Axis heads = grid.axis(HEADS);
    Axis queries = grid.axis(QUERIES);
    long head = grid.block(index, HEADS);
    long query = grid.block(index, QUERIES);
    Axis values = grid.axis(VALUES);
    long value = grid.block(index, VALUES);
    return new AttentionTile(
        grid.block(index, BATCH),
        heads.begin(head) * queries.extent() + queries.begin(query),
        heads.size(head) * queries.size(query),
        queries.begin(query),
        queries.size(query),
        values.begin(value),
        values.size(value),
        (int) grid.block(index, SPLIT));
  }

  private VisibleKeys keys(AttentionTile at) {
    long lastQuery = at.firstQuery() + at.queries() - 1;
    VisibleKeys all = VisibleKeys.of(attention, at.firstQuery(), lastQuery);
    return splits == 1 ? all : all.split(at.split(), splits, tiling.depth());
  }

  @Override
  public List<TileClass> tileClasses() {
    List<QueryClasses.Run> queries = queryRuns();
    List<TileClass> heads = heads().classes();
    long blocks = blocksPerHead();
    List<TileClass> classes = new ArrayList<>(heads.size() * queries.size());
    for (TileClass head : heads) {
      for (QueryClasses.Run query : queries) {
        classes.add(
            new TileClass(
                head.representative() * blocks + query.representative(),
                head.count() * query.count()));
      }
    }
    return classes;
  }

  @Override
  public int tileClass(long index) {
    List<QueryClasses.Run> queries = queryRuns();
    long blocks = blocksPerHead();
    int run = 0;
    while (!queries.get(run).has(index % blocks)) {
      run++;
    }
    return heads().classOf(index / blocks) * queries.size() + run;
  }

  private Grid heads() {
    return new Grid(grid.axis(BATCH), grid.axis(HEADS), grid.axis(VALUES));
  }

  private long blocksPerHead() {
    return grid.axis(QUERIES).blocks() * splits;
  }

  private List<QueryClasses.Run> queryRuns() {
    return splits == 1
        ? QueryClasses.of(attention, grid.axis(QUERIES), tiling.depth())
        : splitRuns();
  }

  /** Neighbouring splits that walk as many keys of which as many are visible are alike. */
  private List<QueryClasses.Run> splitRuns() {
    List<QueryClasses.Run> runs = new ArrayList<>();
    long tiles = blocksPerHead();
    for (long first = 0; first < tiles; ) {
      long end = first + 1;
      while (end < tiles && alike(at(first), at(end))) {
        end++;
      }
      runs.add(QueryClasses.Run.alike(first, end - first));
      first = end;
    }
    return runs;
  }

  private boolean alike(AttentionTile one, AttentionTile other) {
    VisibleKeys keys = keys(one);
    VisibleKeys otherKeys = keys(other);
    long extent = keys.end() - keys.begin();
    return one.rows() == other.rows()
        && keys.sinksEnd() == otherKeys.sinksEnd()
        && extent == otherKeys.end() - otherKeys.begin()
        && mask(one, keys.begin()).visibleEntries(one.rows(), extent)
            == mask(other, otherKeys.begin()).visibleEntries(other.rows(), extent);
  }

  @Override
  public TileProgram next() {
    return splits == 1
        ? null
        : new SplitMergeProgram(
                operands, splits, grid.axis(BATCH), grid.axis(HEADS), grid.axis(QUERIES))
            .program();
  }
}
