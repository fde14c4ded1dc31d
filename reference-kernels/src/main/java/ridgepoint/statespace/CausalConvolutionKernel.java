package ridgepoint.statespace;

import static ridgepoint.number.DataType.FP32;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.operator.Bytes;
import ridgepoint.operator.CausalConvolution;
import ridgepoint.operator.Role;
import ridgepoint.operator.Work;
import ridgepoint.tile.Axis;
import ridgepoint.tile.BinaryFunction;
import ridgepoint.tile.Grid;
import ridgepoint.tile.GridProgram;
import ridgepoint.tile.Kernel;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Span;
import ridgepoint.tile.Tile;
import ridgepoint.tile.TileMachine;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.Tiling;

/**
 * Depth-wise causal convolution as Mamba has it (Gu and Dao 2023, <a
 * href="https://arxiv.org/abs/2312.00752">2312.00752</a>, section 3.4). A tile is a block of
 * channels of one sequence; it walks through time in steps and carries the last width - 1 inputs.
 *
 * <p>Operands: input [batch, length, channels]; weight [width, channels], oldest tap first; output
 * as input; and where the width is above 1 the state [batch, width - 1, channels], which is the
 * inputs before the first, and the new state.
 *
 * <p>Tiling: columns of channels, depth of time steps.
 */
public record CausalConvolutionKernel(CausalConvolution operator) implements Kernel {
  private static final int INPUT = 0;
  private static final int WEIGHT = 1;
  private static final int OUTPUT = 2;
  private static final int STATE = 3;
  private static final int NEW_STATE = 4;

  private static final int BATCH = 0;
  private static final int CHANNELS = 1;

  @Override
  public Tiling defaultTiling() {
    return new Tiling(1, 64, 128, 1, 2);
  }

  @Override
  public TileProgram program(Tiling tiling) {
    List<Operand> operands = operands();
    Grid grid =
        new Grid(new Axis(operator.batch(), 1), new Axis(operator.channels(), tiling.columns()));
    return GridProgram.of(
        "causal-convolution",
        operands,
        grid,
        (machine, index) -> {
          Axis channels = grid.axis(CHANNELS);
          long block = grid.block(index, CHANNELS);
          new Channels(
                  machine,
                  operands,
                  grid.block(index, BATCH),
                  channels.begin(block),
                  channels.size(block))
              .convolve(operator, tiling);
        });
  }

  private List<Operand> operands() {
    long channels = operator.channels();
    int past = operator.width() - 1;
    List<Operand> all = new ArrayList<>();
    all.add(sequence(INPUT, "input", Role.ACTIVATION, operator.length()));
    all.add(
        new Operand(
            WEIGHT, "weight", Role.WEIGHT, operator.weight(), 1, operator.width(), channels));
    all.add(sequence(OUTPUT, "output", Role.ACTIVATION, operator.length()));
    if (past > 0) {
      all.add(sequence(STATE, "state", Role.STATE, past));
      all.add(sequence(NEW_STATE, "new state", Role.STATE, past));
    }
    return all;
  }

  private Operand sequence(int slot, String name, Role role, long length) {
    return new Operand(
        slot, name, role, operator.activation(), operator.batch(), length, operator.channels());
  }

  /** The channels of one tile, held with time along the columns. */
  private record Channels(
      TileMachine machine, List<Operand> operands, long batch, long first, int count) {

    void convolve(CausalConvolution operator, Tiling tiling) {
      int width = operator.width();
      int past = width - 1;
      Tile taps = load(WEIGHT, 0, 0, width);
      Tile history = past == 0 ? null : load(STATE, batch, 0, past);
      machine.loop(
          Span.of(operator.length(), tiling.depth()),
          tiling.stages(),
          (time, length) -> {
            Tile x = load(INPUT, batch, time, length);
            Tile seen = past == 0 ? x : machine.concatenateColumns(history, x);
            store(OUTPUT, time, weightedSum(seen, taps, width, length));
            if (past > 0) {
              machine.assign(history, machine.slice(seen, 0, length, count, past));
            }
          });
      if (past > 0) {
        store(NEW_STATE, 0, history);
      }
    }

    private Tile weightedSum(Tile seen, Tile taps, int width, int length) {
      Tile sum = machine.fill(count, length, FP32, 0);
      for (int tap = 0; tap < width; tap++) {
        Tile shifted = machine.slice(seen, 0, tap, count, length);
        Tile weight = machine.slice(taps, 0, tap, count, 1);
        sum =
            machine.zip(
                BinaryFunction.ADD, sum, machine.zip(BinaryFunction.MULTIPLY, shifted, weight));
      }
      return sum;
    }

    private Tile load(int slot, long matrix, long row, int rows) {
      Operand operand = operands.get(slot);
      Tile stored = machine.load(operand, operand.at(matrix, row, first, rows, count));
      return machine.transpose(machine.convert(stored, FP32));
    }

    private void store(int slot, long row, Tile value) {
      Operand operand = operands.get(slot);
      machine.store(
          operand, operand.at(batch, row, first, value.columns(), count), machine.transpose(value));
    }
  }

  @Override
  public Work extraWork(Tiling tiling) {
    return Work.elementwise(0, 0, Bytes.ZERO, Bytes.ZERO);
  }
}
