package ridgepoint.tile.counting;

import java.util.BitSet;
import java.util.List;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Region;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.shape.SteppingMachine;

/**
 * Walks every tile and every loop step, adds up operations and traffic, and marks each element that
 * is read or written, so that distinct bytes are known as well. For shapes of test size: it keeps
 * two bits per element. Rows that are gathered or scattered count as distinct, as the operators'
 * formulas take them to be.
 */
public final class CountingMachine extends SteppingMachine {
  private final BitSet[] read;
  private final BitSet[] written;
  private final double[] gathered;
  private final double[] scattered;

  private CountingMachine(List<Operand> operands) {
    super(operands.size());
    read = new BitSet[operands.size()];
    written = new BitSet[operands.size()];
    gathered = new double[operands.size()];
    scattered = new double[operands.size()];
    for (Operand operand : operands) {
      read[operand.slot()] = new BitSet();
      written[operand.slot()] = new BitSet();
    }
  }

  /**
   * Counts all passes of a program.
   *
   * @throws IllegalArgumentException when an operand has more elements than can be marked (2^31)
   */
  public static Count count(TileProgram program) {
    CountingMachine machine = new CountingMachine(program.operands());
    for (TileProgram pass = program; pass != null; pass = pass.next()) {
      for (long tile = 0; tile < pass.tiles(); tile++) {
        pass.tile(machine, tile);
      }
    }
    return machine.total(program.operands());
  }

  private Count total(List<Operand> operands) {
    double[] readBytes = new double[operands.size()];
    double[] writtenBytes = new double[operands.size()];
    for (Operand operand : operands) {
      int slot = operand.slot();
      readBytes[slot] = operand.format().bytes(read[slot].cardinality() + gathered[slot]);
      writtenBytes[slot] = operand.format().bytes(written[slot].cardinality() + scattered[slot]);
    }
    return new Count(operands, ledger.use(), readBytes, writtenBytes);
  }

  @Override
  protected void onLoad(Operand source, Region region) {
    mark(read[source.slot()], source, region);
  }

  @Override
  protected void onStore(Operand target, Region region) {
    mark(written[target.slot()], target, region);
  }

  @Override
  protected void onGather(Operand source, double elements) {
    gathered[source.slot()] += elements;
  }

  @Override
  protected void onScatter(Operand target, double elements) {
    scattered[target.slot()] += elements;
  }

  private static void mark(BitSet elements, Operand operand, Region region) {
    if ((double) operand.batches() * operand.rows() * operand.columns() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(operand + " is too large to be counted");
    }
    for (int row = 0; row < region.rows(); row++) {
      long line = region.batch() * operand.rows() + region.row() + row;
      int from = (int) (line * operand.columns() + region.column());
      elements.set(from, from + region.columns());
    }
  }
}
