package ridgepoint.collective;

import static ridgepoint.number.DataType.FP32;

import java.util.List;
import ridgepoint.tile.Axis;
import ridgepoint.tile.BinaryFunction;
import ridgepoint.tile.Grid;
import ridgepoint.tile.GridProgram;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Span;
import ridgepoint.tile.Tile;
import ridgepoint.tile.TileMachine;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.Tiling;

/** Collectives in one step, in which every device reads what it needs from the others' buffers. */
record DirectExchange(String name, List<Operand> operands, int devices, Tiling tiling) {
  private static final int DEVICE = 0;
  private static final int BLOCK = 1;

  /** What a device does for one block of columns. */
  private interface Step {
    void run(TileMachine machine, int device, long column, int columns);
  }

  TileProgram oneShotAllReduce() {
    return overBlocksOf(
        output().columns(),
        (machine, device, column, columns) ->
            store(machine, device, column, sum(machine, device, column, columns)));
  }

  TileProgram reduceScatter() {
    long share = output().columns();
    return overBlocksOf(
        share,
        (machine, device, column, columns) ->
            store(machine, device, column, sum(machine, device, device * share + column, columns)));
  }

  TileProgram allGather() {
    return fromEveryone(input().columns(), 0);
  }

  TileProgram allToAll() {
    long share = input().columns() / devices;
    return fromEveryone(share, share);
  }

  /**
   * Every device puts a share of each sender's buffer at that sender's place in its own.
   *
   * @param apart columns between the parts of a sender's buffer that successive devices read
   */
  private TileProgram fromEveryone(long share, long apart) {
    return overBlocksOf(
        share,
        (machine, device, column, columns) ->
            machine.loop(
                Span.of(devices, 1),
                tiling.stages(),
                (sender, one) ->
                    store(
                        machine,
                        device,
                        sender * share + column,
                        load(machine, sender, device * apart + column, columns))));
  }

  private TileProgram overBlocksOf(long extent, Step step) {
    Grid grid = new Grid(new Axis(devices, 1), new Axis(extent, tiling.columns()));
    return GridProgram.of(
        name,
        operands,
        grid,
        (machine, index) -> {
          long block = grid.block(index, BLOCK);
          Axis columns = grid.axis(BLOCK);
          int device = (int) grid.block(index, DEVICE);
          step.run(machine, device, columns.begin(block), columns.size(block));
        });
  }

  /** Sum over all devices, beginning with the device's own buffer. */
  private Tile sum(TileMachine machine, int device, long column, int columns) {
    Tile sum = machine.fill(1, columns, FP32, 0);
    machine.assign(sum, load(machine, device, column, columns));
    machine.loop(
        Span.of(devices - 1, 1),
        tiling.stages(),
        (distance, one) -> {
          long peer = (device + 1 + distance) % devices;
          Tile other = load(machine, peer, column, columns);
          machine.assign(sum, machine.zip(BinaryFunction.ADD, sum, other));
        });
    return sum;
  }

  private Tile load(TileMachine machine, long device, long column, int columns) {
    return machine.convert(machine.load(input(), input().at(device, 0, column, 1, columns)), FP32);
  }

  private void store(TileMachine machine, long device, long column, Tile value) {
    machine.store(output(), output().at(device, 0, column, 1, value.columns()), value);
  }

  private Operand input() {
    return operands.get(0);
  }

  private Operand output() {
    return operands.get(1);
  }
}
