package ridgepoint.pim.hbm;

/**
 * Where HBM-PIM's registers and modes are in the address space of a bank: rows that no data uses
 * (Lee et al., ISCA 2021; the numbers are those of Samsung's PIMSimulator).
 */
final class Registers {
  /** Opening this row in four banks makes all banks follow the first two. */
  static final int ALL_BANK_ROW = 0x17ff;

  /** Closing this row in the first two banks makes each bank its own again. */
  static final int SINGLE_BANK_ROW = 0x1fff;

  /** Column that mode writes use. */
  static final int MODE_COLUMN = 0x1f;

  /** Row of the registers. */
  static final int ROW = 0x3fff;

  /** Whether column accesses run instructions. */
  static final int OPERATION_COLUMN = 0;

  /** Instructions, eight to a burst. */
  static final int INSTRUCTION_COLUMN = 4;

  static final int INSTRUCTIONS_PER_BURST = 8;
  static final int INSTRUCTION_BURSTS = 4;

  /** First of register file A. */
  static final int A_COLUMN = 8;

  /** Rows below this one hold data that units see. */
  static final int DATA_ROWS = 0x1000;

  /** A row that reads of every bank leave open, or closed, in a known state. */
  static final int PARK_ROW = 0x1000;

  /** First row of the second operand of element-wise work, and of its result. */
  static final int SECOND_OPERAND_ROW = 128;

  static final int RESULT_ROW = 256;

  /** A row of zeros, from which accumulators are cleared. */
  static final int ZERO_ROW = 1000;

  private Registers() {}
}
