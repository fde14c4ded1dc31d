package ridgepoint.pim.upmem;

import java.util.Map;
import ridgepoint.hardware.PimEngine;

/**
 * A processor beside a bank.
 *
 * @param engine its pipeline, transfers and instruction counts
 * @param clockHertz of its pipeline
 * @param refreshShare of time in which the bank is being refreshed
 */
public record Processor(PimEngine.Processors engine, double clockHertz, double refreshShare) {
  /** Load, store, index, comparison and jump of a loop over elements. */
  static final int LOOP_INSTRUCTIONS = 5;

  /** Instructions of a kind of operation. */
  public enum Operation {
    ADD,
    SUB,
    MUL,
    DIV
  }

  /** Instructions by type of an operation whose operands are in registers. */
  public Map<String, Double> instructions(Operation operation) {
    return switch (operation) {
      case ADD, SUB -> engine.addInstructions();
      case MUL -> engine.multiplyInstructions();
      case DIV -> engine.divideInstructions();
    };
  }

  /** Cycles that a transfer keeps the bank busy: whole ones, and what refresh takes on average. */
  double busyCycles(int bytes) {
    double cycles = Math.ceil(engine.transferCycles() + bytes * engine.cyclesPerByte());
    return cycles / (1 - refreshShare);
  }

  /** Cycles until the data of a transfer is there. */
  double latencyCycles(int bytes, boolean write) {
    int shortest = write ? engine.writeLatencyCycles() : engine.readLatencyCycles();
    return (shortest + bytes * engine.cyclesPerByte()) / (1 - refreshShare);
  }
}
