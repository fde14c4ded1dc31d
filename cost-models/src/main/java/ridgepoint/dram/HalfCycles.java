package ridgepoint.dram;

/**
 * What HBM3's row bus takes on which edge of the clock (JESD238, truth tables of row commands): all
 * commands begin with a rising edge, but precharges may also come with a falling one, unless it
 * pairs with a row command of the same pseudo-channel that they would collide with.
 */
final class HalfCycles {
  private static final int ACTIVATE_PAIRS_AFTER = 3;
  private static final int ALL = -1;

  private final Banks banks;
  private int rank;
  private int bank;
  private long pairing = -1;

  HalfCycles(Banks banks) {
    this.banks = banks;
  }

  static boolean isRising(long cycle) {
    return (cycle & 1) == 1;
  }

  /** The first cycle from {@code cycle} on in which a command may begin. */
  static long firstFor(int command, long cycle) {
    return isRising(cycle) || isPrecharge(command) ? cycle : cycle + 1;
  }

  private static boolean isPrecharge(int command) {
    return command == Command.PRECHARGE || command == Command.PRECHARGE_ALL;
  }

  /** Whether a command may begin; of a command to a whole rank, {@code of} is any of its banks. */
  boolean allows(int command, int of, long cycle) {
    if (isRising(cycle)) {
      return true;
    }
    if (!isPrecharge(command)) {
      return false;
    }
    return cycle != pairing
        || rank != banks.rank(of)
        || (bank != ALL && command == Command.PRECHARGE && bank != of);
  }

  /** Notes a row command that was issued. */
  void issued(int command, int to, long cycle) {
    if (isRising(cycle) && !Command.isColumn(command)) {
      rank = banks.rank(to);
      bank = command == Command.PRECHARGE_ALL || command == Command.REFRESH ? ALL : to;
      pairing = cycle + (command == Command.ACTIVATE ? ACTIVATE_PAIRS_AFTER : 1);
    }
  }
}
