package ridgepoint.pim.hbm;

/**
 * An instruction of a unit. Those on data run once for every register of a file, each on one column
 * access.
 *
 * @param bank 0 for the even bank's burst and register file A as the place of element-wise work, 1
 *     for the odd bank's and B
 * @param relu whether negative elements become 0 on the way
 * @param count of a jump how often it is taken, of a wait the accesses it passes beside the first
 * @param offset instructions that a jump goes back
 */
record Instruction(Operation operation, int bank, boolean relu, int count, int offset) {
  enum Operation {
    /** B += A * bank; which registers follows from the column. */
    MULTIPLY_ADD,
    ADD,
    MULTIPLY,
    /** Register = bank. */
    FILL,
    /** B = B * bank. */
    SCALE,
    /** Does nothing; a write meanwhile stores registers to its bank. */
    WAIT,
    JUMP,
    EXIT
  }

  static Instruction of(Operation operation, int bank) {
    return new Instruction(operation, bank, false, 0, 0);
  }

  static Instruction fillPositive(int bank) {
    return new Instruction(Operation.FILL, bank, true, 0, 0);
  }

  static Instruction waitFor(int accesses) {
    return new Instruction(Operation.WAIT, 0, false, accesses - 1, 0);
  }

  static Instruction jump(int back, int times) {
    return new Instruction(Operation.JUMP, 0, false, times, back);
  }

  static Instruction exit() {
    return of(Operation.EXIT, 0);
  }
}
