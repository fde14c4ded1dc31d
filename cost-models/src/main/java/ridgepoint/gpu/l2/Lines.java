package ridgepoint.gpu.l2;

import java.util.List;
import ridgepoint.cache.Sampling;
import ridgepoint.cycle.Moves.Move;
import ridgepoint.cycle.OperandAddresses;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Region;

/**
 * The lines of operands that a walk follows: of long rows, where there are many, all lines of one
 * row in so many, which finds the others without looking at them; of other operands one line in as
 * many.
 */
final class Lines {
  /** Rows that are followed of an operand, at least, if rows are sampled. */
  private static final int FEWEST_ROWS = 16;

  private final TagStore tags;
  private final Sampling sampling;
  private final OperandAddresses addresses;
  private final boolean[] byRows;

  /** Told of a line and the sectors of it that are used. */
  @FunctionalInterface
  interface Use {
    void of(long line, int sectors);
  }

  Lines(List<Operand> operands, TagStore tags, int every) {
    this.tags = tags;
    sampling = new Sampling(every);
    addresses = new OperandAddresses(operands);
    byRows = new boolean[operands.size()];
    for (Operand operand : operands) {
      double rows = (double) operand.batches() * operand.rows();
      byRows[operand.slot()] =
          rows >= (double) FEWEST_ROWS * every && operand.bytes() / rows >= tags.lineBytes();
    }
  }

  /** The lines of a load or store that are followed. */
  void each(Move move, Use use) {
    Operand operand = move.operand();
    if (move.region() == null) {
      addresses.anywhere(operand, move.elements(), (from, bytes) -> some(from, bytes, use));
    } else if (byRows[operand.slot()]) {
      addresses.rows(operand, move.region(), sampling, (from, bytes) -> all(from, bytes, use));
    } else {
      addresses.rows(operand, move.region(), (from, bytes) -> some(from, bytes, use));
    }
  }

  /** The lines that are followed of a piece of an operand, of so many pieces. */
  void each(Operand operand, int piece, int pieces, Use use) {
    long rows = operand.batches() * operand.rows();
    long first = rows * piece / pieces;
    int count = Math.toIntExact(rows * (piece + 1) / pieces - first);
    int columns = Math.toIntExact(operand.columns());
    each(new Move(operand, new Region(0, first, 0, count, columns), 0, false), use);
  }

  private void some(long from, long bytes, Use use) {
    long last = (from + bytes - 1) / tags.lineBytes();
    sampling.each(
        from / tags.lineBytes(), last, (group, line) -> use(line, from, from + bytes, use));
  }

  private void all(long from, long bytes, Use use) {
    long last = (from + bytes - 1) / tags.lineBytes();
    for (long line = from / tags.lineBytes(); line <= last; line++) {
      use(line, from, from + bytes, use);
    }
  }

  private void use(long line, long from, long end, Use use) {
    long start = line * tags.lineBytes();
    long first = Math.max(0, from - start);
    long past = Math.min(tags.lineBytes(), end - start);
    use.of(line, tags.sectors(first, past - first));
  }
}
