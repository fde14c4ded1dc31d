package ridgepoint.npu;

import ridgepoint.cycle.MainMemory;
import ridgepoint.event.StreamBuilder;
import ridgepoint.event.When;

/**
 * How operands of a product get on chip and outputs off it: in pieces, so that cores take turns.
 *
 * @param memory whose places are the operands
 * @param latencyTicks of a load that waits for nobody
 */
record Transfers(MainMemory memory, long latencyTicks) {
  static final long PIECE_BYTES = 4096;

  /** What is moved. */
  enum Operand {
    INPUTS("inputs"),
    WEIGHTS("weights"),
    OUTPUTS("outputs");

    private final String label;

    Operand(String label) {
      this.label = label;
    }
  }

  /**
   * Starts moving bytes; the stream goes on when they are on the way. A remainder goes with the
   * first piece.
   *
   * @param arrived credits of which one is given when all of them are there; of outputs nobody
   *     waits for
   */
  void move(StreamBuilder stream, Operand operand, double bytes, int arrived) {
    long pieces = Math.max(1, (long) (bytes / PIECE_BYTES));
    piece(stream, operand, bytes - (pieces - 1) * PIECE_BYTES);
    if (pieces > 1) {
      stream.loop(pieces - 1);
      piece(stream, operand, PIECE_BYTES);
      stream.end();
    }
    if (operand != Operand.OUTPUTS) {
      stream.give(arrived, 1, When.DONE);
    }
  }

  private void piece(StreamBuilder stream, Operand operand, double bytes) {
    if (operand == Operand.OUTPUTS) {
      memory.write(stream, operand.ordinal(), bytes, operand.label);
    } else {
      memory.read(stream, operand.ordinal(), bytes, latencyTicks, operand.label);
    }
  }
}
