package ridgepoint.statespace;

import static ridgepoint.number.DataType.FP32;

import java.util.List;
import ridgepoint.operator.Role;
import ridgepoint.operator.StateScan;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Tile;
import ridgepoint.tile.TileMachine;

/**
 * What one head of a scan reads and writes.
 *
 * <p>Operands, by slot: input [batch, length, heads x headDim]; key and query [batch, length,
 * groups x stateDim]; natural logarithms of the decays [batch, length, heads x decaysPerHead];
 * state [batch x heads, headDim, stateDim]; output as input; new state.
 */
record HeadOperands(
    StateScan scan, TileMachine machine, List<Operand> operands, long batch, int head) {
  private static final int INPUT = 0;
  private static final int KEY = 1;
  private static final int QUERY = 2;
  private static final int DECAY = 3;
  private static final int STATE = 4;
  private static final int OUTPUT = 5;
  private static final int NEW_STATE = 6;

  static List<Operand> operands(StateScan scan) {
    long inputs = (long) scan.heads() * scan.headDim();
    long keys = (long) scan.groups() * scan.stateDim();
    return List.of(
        sequence(scan, INPUT, "input", inputs),
        sequence(scan, KEY, "key", keys),
        sequence(scan, QUERY, "query", keys),
        sequence(scan, DECAY, "log decay", (long) scan.heads() * scan.decaysPerHead()),
        state(scan, STATE, "state"),
        sequence(scan, OUTPUT, "output", inputs),
        state(scan, NEW_STATE, "new state"));
  }

  private static Operand sequence(StateScan scan, int slot, String name, long columns) {
    return new Operand(
        slot, name, Role.ACTIVATION, scan.activation(), scan.batch(), scan.length(), columns);
  }

  private static Operand state(StateScan scan, int slot, String name) {
    return new Operand(
        slot,
        name,
        Role.STATE,
        scan.state(),
        scan.batch() * scan.heads(),
        scan.headDim(),
        scan.stateDim());
  }

  Tile input(long time, int length) {
    return load(INPUT, time, length, (long) head * scan.headDim(), scan.headDim());
  }

  Tile key(long time, int length) {
    return load(KEY, time, length, groupColumn(), scan.stateDim());
  }

  Tile query(long time, int length) {
    return load(QUERY, time, length, groupColumn(), scan.stateDim());
  }

  Tile logDecay(long time, int length) {
    int width = scan.decaysPerHead();
    return load(DECAY, time, length, (long) head * width, width);
  }

  Tile state() {
    Operand state = operands.get(STATE);
    return machine.convert(
        machine.load(state, state.at(matrix(), 0, 0, scan.headDim(), scan.stateDim())), FP32);
  }

  void storeState(Tile value) {
    Operand state = operands.get(NEW_STATE);
    machine.store(state, state.at(matrix(), 0, 0, scan.headDim(), scan.stateDim()), value);
  }

  /** Stores outputs [length, headDim]. */
  void storeOutput(long time, Tile value) {
    Operand output = operands.get(OUTPUT);
    long column = (long) head * scan.headDim();
    machine.store(output, output.at(batch, time, column, value.rows(), value.columns()), value);
  }

  private long matrix() {
    return batch * scan.heads() + head;
  }

  private long groupColumn() {
    return (long) (head / (scan.heads() / scan.groups())) * scan.stateDim();
  }

  private Tile load(int slot, long time, int length, long column, int columns) {
    Operand operand = operands.get(slot);
    return machine.convert(
        machine.load(operand, operand.at(batch, time, column, length, columns)), FP32);
  }
}
