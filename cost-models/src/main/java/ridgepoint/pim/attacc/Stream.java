package ridgepoint.pim.attacc;

import java.util.Arrays;

/** Commands of one channel in order, packed: what, where, and row for those that read the array. */
final class Stream {
  /** Every unit multiplies a column of its bank. */
  static final int MAC = 0;

  /** Input of the score from outside to the buffers of the units. */
  static final int WRITE_BUFFER = 1;

  /** Results of the units to the softmax unit. */
  static final int TO_SOFTMAX = 2;

  /** Probabilities from the softmax unit to the buffers of the units. */
  static final int FROM_SOFTMAX = 3;

  static final int SOFTMAX = 4;

  /** No command passes it but those that open and close rows. */
  static final int BARRIER = 5;

  static final int KINDS = 6;

  private static final int BANK_SHIFT = 4;
  private static final int GROUP_SHIFT = 8;
  private static final int RANK_SHIFT = 12;
  private static final int ROW_SHIFT = 16;
  private static final int FIELD = 0xf;

  private long[] commands = new long[256];
  private int size;
  private final long[] counts = new long[KINDS];

  int size() {
    return size;
  }

  long count(int kind) {
    return counts[kind];
  }

  long command(int at) {
    return commands[at];
  }

  void add(int kind, int rank, int group, int bank, int row) {
    if (size == commands.length) {
      commands = Arrays.copyOf(commands, 2 * size);
    }
    counts[kind]++;
    commands[size++] =
        kind
            | bank << BANK_SHIFT
            | group << GROUP_SHIFT
            | rank << RANK_SHIFT
            | (long) row << ROW_SHIFT;
  }

  static int kind(long command) {
    return (int) command & FIELD;
  }

  /** What logs call it. */
  static String name(long command) {
    return switch (kind(command)) {
      case MAC -> "multiply-add";
      case WRITE_BUFFER -> "query to units";
      case TO_SOFTMAX -> "results to softmax";
      case FROM_SOFTMAX -> "probabilities to units";
      case SOFTMAX -> "softmax";
      default -> "barrier";
    };
  }

  static int bank(long command) {
    return (int) command >>> BANK_SHIFT & FIELD;
  }

  static int group(long command) {
    return (int) command >>> GROUP_SHIFT & FIELD;
  }

  static int rank(long command) {
    return (int) command >>> RANK_SHIFT & FIELD;
  }

  static int row(long command) {
    return (int) (command >>> ROW_SHIFT);
  }
}
