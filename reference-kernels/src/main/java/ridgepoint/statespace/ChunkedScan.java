package ridgepoint.statespace;

import static ridgepoint.number.DataType.FP32;
import static ridgepoint.tile.BinaryFunction.ADD;
import static ridgepoint.tile.BinaryFunction.LESS;
import static ridgepoint.tile.BinaryFunction.MULTIPLY;
import static ridgepoint.tile.BinaryFunction.SUBTRACT;
import static ridgepoint.tile.UnaryFunction.EXPONENTIAL;

import ridgepoint.number.DataType;
import ridgepoint.operator.Bytes;
import ridgepoint.operator.StateScan;
import ridgepoint.operator.Work;
import ridgepoint.tile.Span;
import ridgepoint.tile.Tile;
import ridgepoint.tile.TileMachine;
import ridgepoint.tile.Tiling;

/**
 * The state-space duality algorithm (Dao and Gu 2024, section 6) for one head. With the cumulative
 * decays a_i of a chunk, its outputs are (C B^T * exp(a_i - a_j), j not after i) X, plus exp(a_i) C
 * S^T for what came before; the state moves on by S exp(a_last) + (X exp(a_last - a_j))^T B.
 *
 * <p>Products take their inputs in the activations' type when that has 16 bits, as the authors'
 * kernels do, else in fp32; they accumulate in fp32.
 */
record ChunkedScan(StateScan scan, TileMachine machine, HeadOperands at) {
  /** Subtracted from exponents of entries that must vanish. */
  private static final float FAR_BELOW = 1e30f;

  void run(Tiling tiling) {
    Tile state = at.state();
    Tile future = future(tiling.depth());
    machine.loop(
        Span.of(scan.length(), tiling.depth()),
        tiling.stages(),
        (time, length) -> {
          Tile x = at.input(time, length);
          Tile key = narrow(at.key(time, length));
          Tile query = narrow(at.query(time, length));
          Tile log = machine.transpose(at.logDecay(time, length));
          Tile decay = machine.transpose(machine.prefixSumRows(log));
          Tile outside = machine.slice(future, 0, 0, length, length);
          Tile y = within(x, key, query, decay, outside);
          at.storeOutput(time, machine.zip(ADD, y, before(query, state, decay)));
          advance(state, x, key, decay);
        });
    at.storeState(state);
  }

  /** FAR_BELOW where the column comes after the row, 0 elsewhere. */
  private Tile future(int length) {
    Tile columns = machine.sequence(length, 0);
    Tile later = machine.zip(LESS, machine.transpose(columns), columns);
    return machine.zip(MULTIPLY, later, machine.fill(1, 1, FP32, FAR_BELOW));
  }

  /** What the chunk's own inputs contribute to its outputs. */
  private Tile within(Tile x, Tile key, Tile query, Tile decay, Tile outside) {
    int length = x.rows();
    Tile affinity = machine.fill(length, length, FP32, 0);
    machine.multiplyTransposed(affinity, query, key, productType(scan));
    Tile between = machine.zip(SUBTRACT, decay, machine.transpose(decay));
    Tile fading = machine.map(EXPONENTIAL, machine.zip(SUBTRACT, between, outside));
    Tile weights = machine.zip(MULTIPLY, affinity, fading);
    Tile y = machine.fill(length, scan.headDim(), FP32, 0);
    machine.multiply(y, narrow(weights), narrow(x), productType(scan));
    return y;
  }

  /** What the state contributes to the chunk's outputs. */
  private Tile before(Tile query, Tile state, Tile decay) {
    Tile read = machine.fill(query.rows(), scan.headDim(), FP32, 0);
    machine.multiplyTransposed(read, query, narrow(state), productType(scan));
    return machine.zip(MULTIPLY, read, machine.map(EXPONENTIAL, decay));
  }

  private void advance(Tile state, Tile x, Tile key, Tile decay) {
    Tile whole = machine.slice(decay, decay.rows() - 1, 0, 1, 1);
    Tile remaining = machine.map(EXPONENTIAL, machine.zip(SUBTRACT, whole, decay));
    Tile inputs = narrow(machine.zip(MULTIPLY, x, remaining));
    Tile faded = machine.zip(MULTIPLY, state, machine.map(EXPONENTIAL, whole));
    machine.multiply(faded, machine.transpose(inputs), key, productType(scan));
    machine.assign(state, faded);
  }

  private Tile narrow(Tile tile) {
    return machine.convert(tile, productType(scan));
  }

  private static DataType productType(StateScan scan) {
    DataType type = scan.activation().type();
    return type.bits() == 16 && !type.isInteger() ? type : FP32;
  }

  /** The chunked form's operations less the recurrence's, that is less the operator's own. */
  static Work extraWork(StateScan scan, int chunk) {
    double sequences = (double) scan.batch() * scan.heads();
    double steps = sequences * scan.length();
    double width = scan.headDim();
    double columns = scan.stateDim();
    double state = width * columns;
    long fullChunks = scan.length() / chunk;
    double rest = scan.length() % chunk;
    double chunks = sequences * (fullChunks + (rest > 0 ? 1 : 0));
    double pairs = sequences * ((double) fullChunks * chunk * chunk + rest * rest);
    double matrix = 2 * pairs * (columns + width) + 4 * steps * state;
    double future = 2.0 * sequences * chunk * chunk;
    double vector = future + 3 * pairs + steps * (2 + 3 * width) + chunks * state;
    double special = pairs + 2 * steps + chunks;
    Work own = scan.work();
    return new Work(
        matrix,
        productType(scan),
        vector - own.vectorOperations(),
        special - own.specialOperations(),
        Bytes.ZERO,
        Bytes.ZERO);
  }
}
