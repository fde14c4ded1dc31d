package ridgepoint.event;

import java.util.Arrays;

/** Everything that decides how a simulation goes on, and what it has counted so far. */
final class State {
  static final byte RUNNABLE = 0;
  static final byte WAITS_FOR_CREDITS = 1;
  static final byte WAITS_FOR_UNIT = 2;
  static final byte SLEEPS = 3;
  static final byte STOPPED = 4;

  final int streams;
  final int units;

  /** Next instruction of each stream. */
  final int[] at;

  final byte[] status;

  /** When the last used unit is free again, and its result there. */
  final long[] released;

  final long[] done;

  /** When the present wait began. */
  final long[] waitingSince;

  /** How long the last wait was, when it ended, and its cause. */
  final long[] waited;

  final long[] waitEnd;

  final int[] waitedFor;

  /** When each unit is free, and whom it served last. */
  final long[] freeAt;

  final int[] lastServed;
  final boolean[] wakes;

  final long[] credits;

  /**
   * Trips left of each loop, the present one included, and how often it was begun; by instruction.
   */
  final long[] tripsLeft;

  final long[] begun;

  /** When the last result so far is there. */
  long end;

  final WaitingLines creditLines;
  final UnitLines unitLines;
  final EventQueue events = new EventQueue();

  /** Counters: how often each instruction was done, and ticks by unit and cause. */
  final long[] executions;

  final long[] stalled;

  State(Program program) {
    streams = program.streams.size();
    units = program.units.size();
    at = program.entry.clone();
    status = new byte[streams];
    released = new long[streams];
    done = new long[streams];
    waitingSince = new long[streams];
    waited = new long[streams];
    waitEnd = new long[streams];
    waitedFor = new int[streams];
    freeAt = new long[units];
    lastServed = new int[units];
    Arrays.fill(lastServed, WaitingLines.NOBODY);
    wakes = new boolean[units];
    credits = new long[program.credits.size()];
    for (int i = 0; i < credits.length; i++) {
      credits[i] = program.credits.get(i).initial();
    }
    tripsLeft = new long[program.instructions()];
    begun = new long[program.instructions()];
    creditLines = new WaitingLines(credits.length, streams);
    unitLines = new UnitLines(program.units, streams);
    executions = new long[program.instructions()];
    stalled = new long[units * program.causes.size()];
  }

  int unitEvent(int unit) {
    return streams + unit;
  }

  int giveEvent(int instruction) {
    return streams + units + instruction;
  }
}
