package ridgepoint.collective;

import static ridgepoint.number.DataType.FP32;

import java.util.List;
import ridgepoint.tile.Axis;
import ridgepoint.tile.BinaryFunction;
import ridgepoint.tile.Grid;
import ridgepoint.tile.GridProgram;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Region;
import ridgepoint.tile.Tile;
import ridgepoint.tile.TileMachine;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.Tiling;

/**
 * All-reduce by a ring (Patarasuk and Yuan 2009, <a
 * href="https://doi.org/10.1016/j.jpdc.2008.09.002">Bandwidth optimal all-reduce algorithms</a>),
 * in place. Buffers are cut into one chunk per device. In n - 1 passes every device adds a chunk of
 * its neighbour before it to its own, so that each ends up with one finished chunk
 * (reduce-scatter); in n - 1 more the finished chunks are handed round (all-gather). Within a pass
 * a device writes one chunk and its neighbour reads another, so tiles stay independent.
 */
final class RingAllReduce {
  private static final int DEVICE = 0;
  private static final int BLOCK = 1;

  private final Operand buffers;
  private final int devices;
  private final long chunk;
  private final Grid grid;

  private RingAllReduce(Operand buffers, int devices, Tiling tiling) {
    this.buffers = buffers;
    this.devices = devices;
    this.chunk = buffers.columns() / devices;
    this.grid = new Grid(new Axis(devices, 1), new Axis(chunk, tiling.columns()));
  }

  static TileProgram program(Operand buffers, int devices, Tiling tiling) {
    RingAllReduce ring = new RingAllReduce(buffers, devices, tiling);
    TileProgram following = null;
    for (int step = devices - 2; step >= 0; step--) {
      following = ring.pass("ring-all-gather", step, false, following);
    }
    for (int step = devices - 2; step >= 0; step--) {
      following = ring.pass("ring-reduce-scatter", step, true, following);
    }
    return following;
  }

  private TileProgram pass(String name, int step, boolean reduces, TileProgram next) {
    return new GridProgram(
        name,
        List.of(buffers),
        grid,
        (machine, index) -> receive(machine, index, step, reduces),
        next);
  }

  /** A device takes a block of the chunk that has come round to its neighbour. */
  private void receive(TileMachine machine, long index, int step, boolean reduces) {
    int device = (int) grid.block(index, DEVICE);
    long block = grid.block(index, BLOCK);
    int neighbour = Math.floorMod(device - 1, devices);
    int part = Math.floorMod(reduces ? device - 1 - step : device - step, devices);
    long column = part * chunk + grid.axis(BLOCK).begin(block);
    int columns = grid.axis(BLOCK).size(block);
    Region own = buffers.at(device, 0, column, 1, columns);
    Tile received = load(machine, buffers.at(neighbour, 0, column, 1, columns));
    machine.store(
        buffers,
        own,
        reduces ? machine.zip(BinaryFunction.ADD, load(machine, own), received) : received);
  }

  private Tile load(TileMachine machine, Region region) {
    return machine.convert(machine.load(buffers, region), FP32);
  }
}
