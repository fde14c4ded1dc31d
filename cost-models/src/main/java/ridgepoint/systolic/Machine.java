package ridgepoint.systolic;

import java.util.OptionalInt;
import ridgepoint.hardware.Architecture.Dataflow;
import ridgepoint.npu.SystolicArray;

/**
 * An array and the memories around it.
 *
 * @param inputWords of the scratchpad for inputs, both halves; likewise weights and outputs
 * @param wordsPerCycle of the port between each scratchpad and main memory; without limit when
 *     empty
 */
public record Machine(
    int rows,
    int columns,
    Dataflow dataflow,
    long inputWords,
    long weightWords,
    long outputWords,
    OptionalInt wordsPerCycle) {

  /** Parts a scratchpad is managed in; halves of fewer parts cannot be. */
  private static final long PARTS = 100;

  public Machine {
    require(rows >= 1 && columns >= 1, "an array of " + rows + "x" + columns);
    requireHalf("inputs", inputWords, tileWords(rows, columns, dataflow, true));
    requireHalf("weights", weightWords, tileWords(rows, columns, dataflow, false));
    requireHalf("outputs", outputWords, columns);
    require(
        wordsPerCycle.isEmpty() || wordsPerCycle.getAsInt() >= 1,
        "a port of " + wordsPerCycle.orElse(0) + " words per cycle");
  }

  /** Words of an operand that the array holds, or takes in a cycle when it streams. */
  private static long tileWords(int rows, int columns, Dataflow dataflow, boolean inputs) {
    return switch (dataflow) {
      case OUTPUT_STATIONARY -> inputs ? rows : columns;
      case WEIGHT_STATIONARY -> inputs ? rows : columns;
      case INPUT_STATIONARY -> inputs ? columns : rows;
    };
  }

  private static void requireHalf(String what, long words, long needed) {
    require(
        half(words) >= needed,
        "a scratchpad of %d words for %s: a half of it must hold the %d words that the array takes"
                .formatted(words, what, needed)
            + " at a time");
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }

  /** Words of one half of a scratchpad, in whole parts. */
  static long half(long words) {
    return PARTS / 2 * (words / PARTS);
  }

  SystolicArray array() {
    return new SystolicArray(rows, columns, dataflow, false);
  }
}
