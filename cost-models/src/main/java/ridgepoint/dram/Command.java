package ridgepoint.dram;

/** What a controller tells a DRAM, as integers for the hot loop. */
final class Command {
  static final int READ = 0;
  static final int WRITE = 1;
  static final int READ_PRECHARGE = 2;
  static final int WRITE_PRECHARGE = 3;
  static final int ACTIVATE = 4;
  static final int PRECHARGE = 5;
  static final int REFRESH = 6;
  static final int REFRESH_BANK = 7;

  /** Closes all banks of a rank. */
  static final int PRECHARGE_ALL = 8;

  static final int COUNT = 9;
  static final int NONE = -1;

  private static final String[] NAMES = {
    "read",
    "write",
    "read_p",
    "write_p",
    "activate",
    "precharge",
    "refresh",
    "refresh_bank",
    "precharge_all"
  };

  private Command() {}

  static String name(int command) {
    return NAMES[command];
  }

  static boolean isColumn(int command) {
    return command >= READ && command <= WRITE_PRECHARGE;
  }

  static boolean isRead(int command) {
    return command == READ || command == READ_PRECHARGE;
  }

  static boolean isWrite(int command) {
    return command == WRITE || command == WRITE_PRECHARGE;
  }
}
