package ridgepoint.event;

/** What instructions of a stream do; their arguments are in {@link Program}'s columns. */
final class Opcode {
  static final int TAKE = 0;
  static final int GIVE = 1;
  static final int USE = 2;
  static final int WAIT = 3;
  static final int DELAY = 4;
  static final int LOOP = 5;
  static final int END = 6;
  static final int DRAW = 7;
  static final int TRANSFER = 8;
  static final int STOP = 9;
  static final int MARK = 10;

  private Opcode() {}
}
