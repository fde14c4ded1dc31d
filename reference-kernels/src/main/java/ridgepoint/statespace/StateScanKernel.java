package ridgepoint.statespace;

import static ridgepoint.tile.BinaryFunction.ADD;
import static ridgepoint.tile.BinaryFunction.MULTIPLY;

import java.util.List;
import ridgepoint.operator.Bytes;
import ridgepoint.operator.StateScan;
import ridgepoint.operator.Work;
import ridgepoint.tile.Axis;
import ridgepoint.tile.Grid;
import ridgepoint.tile.GridProgram;
import ridgepoint.tile.Kernel;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Reduction;
import ridgepoint.tile.Span;
import ridgepoint.tile.Tile;
import ridgepoint.tile.TileMachine;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.Tiling;
import ridgepoint.tile.UnaryFunction;

/**
 * A gated linear recurrence, one head of one sequence per tile with its state on chip. Two forms:
 *
 * <ul>
 *   <li>Recurrent, for decoding and for RWKV (Peng et al. 2024, <a
 *       href="https://arxiv.org/abs/2404.05892">2404.05892</a>; without its bonus of the current
 *       token): step by step, on the vector unit.
 *   <li>Chunked, for prefill of Mamba-2 (Dao and Gu 2024, <a
 *       href="https://arxiv.org/abs/2405.21060">2405.21060</a>, section 6): see {@link
 *       ChunkedScan}. Chosen by a tiling whose depth, the chunk length, is above 1.
 * </ul>
 *
 * <p>Operands: see {@link HeadOperands}. Decays are given as logarithms.
 */
public record StateScanKernel(StateScan operator) implements Kernel {
  private static final int CHUNK = 64;

  private static final int BATCH = 0;
  private static final int HEAD = 1;

  @Override
  public Tiling defaultTiling() {
    boolean chunked = operator.type() == StateScan.Type.MAMBA2 && operator.length() > 1;
    int depth = chunked ? (int) Math.min(CHUNK, operator.length()) : 1;
    return new Tiling(operator.headDim(), operator.stateDim(), depth, 1, 2);
  }

  @Override
  public TileProgram program(Tiling tiling) {
    requireForm(tiling);
    List<Operand> operands = HeadOperands.operands(operator);
    Grid grid = new Grid(new Axis(operator.batch(), 1), new Axis(operator.heads(), 1));
    boolean chunked = tiling.depth() > 1;
    return GridProgram.of(
        chunked ? "state-scan-chunked" : "state-scan-recurrent",
        operands,
        grid,
        (machine, index) -> {
          long batch = grid.block(index, BATCH);
          int head = (int) grid.block(index, HEAD);
          HeadOperands at = new HeadOperands(operator, machine, operands, batch, head);
          if (chunked) {
            new ChunkedScan(operator, machine, at).run(tiling);
          } else {
            recurrent(machine, at, tiling);
          }
        });
  }

  private void recurrent(TileMachine machine, HeadOperands at, Tiling tiling) {
    Tile state = at.state();
    machine.loop(
        Span.of(operator.length(), 1),
        tiling.stages(),
        (time, one) -> {
          Tile decay = machine.map(UnaryFunction.EXPONENTIAL, at.logDecay(time, one));
          Tile update =
              machine.zip(MULTIPLY, machine.transpose(at.input(time, one)), at.key(time, one));
          machine.assign(state, machine.zip(ADD, machine.zip(MULTIPLY, state, decay), update));
          Tile read = machine.zip(MULTIPLY, state, at.query(time, one));
          at.storeOutput(time, machine.transpose(machine.reduceRows(Reduction.SUM, read)));
        });
    at.storeState(state);
  }

  private void requireForm(Tiling tiling) {
    if (tiling.depth() > 1 && operator.type() != StateScan.Type.MAMBA2) {
      throw new IllegalArgumentException(
          "chunks need one decay per head and step, so " + operator.type() + " runs with depth 1");
    }
  }

  /**
   * Nothing for the recurrent form. The chunked form adds matrix products and takes away vector
   * operations, so that part is negative.
   */
  @Override
  public Work extraWork(Tiling tiling) {
    requireForm(tiling);
    return tiling.depth() == 1
        ? Work.elementwise(0, 0, Bytes.ZERO, Bytes.ZERO)
        : ChunkedScan.extraWork(operator, tiling.depth());
  }
}
