package ridgepoint.event;

import java.util.Arrays;

/**
 * Finds out that a simulation repeats itself, and skips the repetitions.
 *
 * <p>Whenever a stream goes back to the beginning of a loop, the state is held against an earlier
 * one. When they differ in nothing but trips left of loops that neither began nor ended in between,
 * and in work left in pools, then what happened in between happens again as long as all of those
 * last; as many whole repetitions are added to time and counters as leave every loop its last trip.
 * The earlier state is taken anew after 1, 2, 4, ... comparisons (Brent, BIT 20, 1980: cycles of
 * any length are found, and a comparison mostly ends at the first field).
 */
final class SteadyState {
  /** Loops of others that pass, for each stream there is, before another stream is watched. */
  private static final int PATIENCE = 64;

  /**
   * About as many as a stream's step takes. Looking for repetitions is to cost no more than they.
   */
  private static final long EVENTS_PER_TRIP = 4;

  private final Program program;
  private final State state;
  private final int[] loops;
  private final boolean[] pools;
  private final long[] periods;
  private Snapshot near;
  private Snapshot far;
  private int watched = WaitingLines.NOBODY;
  private long others;
  private long skippedTicks;
  private final long stateSize;
  private long allowance;

  SteadyState(Program program, State state) {
    this.program = program;
    this.state = state;
    loops = loops(program);
    pools = pools(program);
    stateSize = program.instructions() + 8L * program.streams.size();
    allowance = 2 * stateSize;
    periods = program.periods();
  }

  private static int[] loops(Program program) {
    int[] loops = new int[program.instructions()];
    int found = 0;
    for (int at = 0; at < loops.length; at++) {
      if (program.opcode[at] == Opcode.LOOP) {
        loops[found++] = at;
      }
    }
    return Arrays.copyOf(loops, found);
  }

  /** Credits that are only ever drawn. */
  private static boolean[] pools(Program program) {
    boolean[] pools = new boolean[program.credits.size()];
    for (int at = 0; at < program.instructions(); at++) {
      if (program.opcode[at] == Opcode.DRAW) {
        pools[program.target[at]] = true;
      }
    }
    for (int at = 0; at < program.instructions(); at++) {
      if (program.opcode[at] == Opcode.GIVE || program.opcode[at] == Opcode.TAKE) {
        pools[program.target[at]] = false;
      }
    }
    return pools;
  }

  /** Ticks skipped so far. */
  long skippedTicks() {
    return skippedTicks;
  }

  /**
   * A stream has gone back to the beginning of a loop.
   *
   * @return ticks by which everything has been moved on
   */
  long passed(int stream, long now) {
    allowance += EVENTS_PER_TRIP;
    if (stream != watched && !watch(stream)) {
      return 0;
    }
    others = 0;
    long skipped = far == null ? 0 : skip(far, now);
    if (skipped == 0 && near != null) {
      skipped = skip(near, now);
    }
    if (skipped > 0) {
      return skipped;
    }
    if (allowance < stateSize) {
      return 0;
    }
    if (far == null || far.isWornOut()) {
      allowance -= stateSize;
      far = new Snapshot(state, loops, now, far == null ? 1 : 2 * far.comparisons());
    }
    if (near == null || near.isWornOut() || near.isLeft(state, loops, watched, program)) {
      boolean anew = near == null || !near.isWornOut();
      allowance -= stateSize;
      near = new Snapshot(state, loops, now, anew ? 1 : 2 * near.comparisons());
    }
    return 0;
  }

  private boolean watch(int stream) {
    boolean change =
        watched == WaitingLines.NOBODY
            || state.status[watched] == State.STOPPED
            || ++others > (long) PATIENCE * state.streams;
    if (change) {
      watched = stream;
      near = null;
      far = null;
    }
    return change;
  }

  private long skip(Snapshot before, long now) {
    long period = now - before.tick();
    if (!before.recurs(state, loops, pools, now) || !isWhole(period)) {
      return 0;
    }
    long times = before.repetitions(state, loops, pools);
    long saved = EVENTS_PER_TRIP * Math.min(times, stateSize) * before.comparisons();
    if (times == 0 || allowance + saved < stateSize) {
      return 0;
    }
    allowance = Math.min(allowance, stateSize);
    before.repeat(state, loops, pools, times, now);
    skippedTicks += times * period;
    return times * period;
  }

  /** Whether every clock is at the same phase again. */
  private boolean isWhole(long ticks) {
    for (long period : periods) {
      if (ticks % period != 0) {
        return false;
      }
    }
    return true;
  }
}
