package ridgepoint.event;

import java.util.Arrays;

/** A state at one moment, to hold a later one against. */
final class Snapshot {
  private final long tick;
  private final long lifetime;
  private long comparisons;

  private final int[] at;
  private final byte[] status;
  private final long[] released;
  private final long[] done;
  private final long[] waitingSince;
  private final long[] waited;
  private final long[] waitEnd;
  private final int[] waitedFor;
  private final long[] freeAt;
  private final int[] lastServed;
  private final long[] credits;
  private final long[] tripsLeft;
  private final long[] begun;
  private final int[] creditLines;
  private final long[] unitLines;
  private final long[] events;
  private final long[] executions;
  private final long[] stalled;
  private final long end;

  /**
   * @param lifetime comparisons after which a newer one is better
   */
  Snapshot(State state, int[] loops, long tick, long lifetime) {
    this.tick = tick;
    this.lifetime = lifetime;
    at = state.at.clone();
    status = state.status.clone();
    released = state.released.clone();
    done = state.done.clone();
    waitingSince = state.waitingSince.clone();
    waited = state.waited.clone();
    waitEnd = state.waitEnd.clone();
    waitedFor = state.waitedFor.clone();
    freeAt = state.freeAt.clone();
    lastServed = state.lastServed.clone();
    credits = state.credits.clone();
    tripsLeft = at(state.tripsLeft, loops);
    begun = at(state.begun, loops);
    creditLines = state.creditLines.snapshot();
    unitLines = state.unitLines.snapshot();
    events = state.events.relativeTo(tick);
    executions = state.executions.clone();
    stalled = state.stalled.clone();
    end = state.end;
  }

  private static long[] at(long[] all, int[] places) {
    long[] some = new long[places.length];
    for (int i = 0; i < some.length; i++) {
      some[i] = all[places[i]];
    }
    return some;
  }

  long tick() {
    return tick;
  }

  long comparisons() {
    return comparisons;
  }

  boolean isWornOut() {
    return comparisons >= lifetime;
  }

  /** Whether the watched stream has begun, since then, the innermost loop it was in. */
  boolean isLeft(State state, int[] loops, int watched, Program program) {
    int first = program.entry[watched];
    for (int i = 0; i < loops.length; i++) {
      if (loops[i] >= first && state.begun[loops[i]] != begun[i]) {
        return watched + 1 >= program.entry.length || loops[i] < program.entry[watched + 1];
      }
    }
    return false;
  }

  /** Whether a later state differs in nothing but trips left and work left in pools. */
  boolean recurs(State state, int[] loops, boolean[] pools, long now) {
    comparisons++;
    return Arrays.equals(at, state.at)
        && Arrays.equals(status, state.status)
        && sameCredits(state, pools)
        && sameLoops(state, loops)
        && state.events.size() == events.length
        && sameStreams(state, now)
        && sameUnits(state, now)
        && (state.end <= now || state.end - end == now - tick)
        && Arrays.equals(creditLines, state.creditLines.snapshot())
        && Arrays.equals(unitLines, state.unitLines.snapshot())
        && Arrays.equals(events, state.events.relativeTo(now));
  }

  private boolean sameCredits(State state, boolean[] pools) {
    for (int i = 0; i < credits.length; i++) {
      if (credits[i] != state.credits[i] && !pools[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean sameLoops(State state, int[] loops) {
    for (int i = 0; i < loops.length; i++) {
      if (tripsLeft[i] != state.tripsLeft[loops[i]] && begun[i] != state.begun[loops[i]]) {
        return false;
      }
    }
    return true;
  }

  private boolean sameStreams(State state, long now) {
    for (int i = 0; i < at.length; i++) {
      boolean waits = status[i] == State.WAITS_FOR_CREDITS || status[i] == State.WAITS_FOR_UNIT;
      if (Math.max(0, released[i] - tick) != Math.max(0, state.released[i] - now)
          || Math.max(0, done[i] - tick) != Math.max(0, state.done[i] - now)
          || waited[i] != state.waited[i]
          || (waited[i] > 0 && waitedFor[i] != state.waitedFor[i])
          || (waited[i] > 0 && !movedOrStood(waitEnd[i], state.waitEnd[i], now))
          || (waits && !movedOrStood(waitingSince[i], state.waitingSince[i], now))) {
        return false;
      }
    }
    return true;
  }

  private boolean sameUnits(State state, long now) {
    for (int i = 0; i < freeAt.length; i++) {
      if (lastServed[i] != state.lastServed[i] || !movedOrStood(freeAt[i], state.freeAt[i], now)) {
        return false;
      }
    }
    return true;
  }

  /** Whether something is as long ago as it was then, or is the very same and long past. */
  private boolean movedOrStood(long then, long later, long now) {
    return then - tick == later - now || (then == later && then <= tick);
  }

  /** How many more times what happened in between can happen before a loop ends. */
  long repetitions(State state, int[] loops, boolean[] pools) {
    long times = Long.MAX_VALUE;
    for (int i = 0; i < loops.length; i++) {
      long each = tripsLeft[i] - state.tripsLeft[loops[i]];
      if (each > 0) {
        times = Math.min(times, (state.tripsLeft[loops[i]] - 1) / each);
      }
    }
    for (int i = 0; i < pools.length; i++) {
      long each = credits[i] - state.credits[i];
      if (pools[i] && each > 0) {
        times = Math.min(times, state.credits[i] / each);
      }
    }
    return times == Long.MAX_VALUE ? 0 : times;
  }

  /** Does so many repetitions at once. */
  void repeat(State state, int[] loops, boolean[] pools, long times, long now) {
    long ticks = times * (now - tick);
    for (int i = 0; i < loops.length; i++) {
      state.tripsLeft[loops[i]] -= times * (tripsLeft[i] - state.tripsLeft[loops[i]]);
    }
    for (int i = 0; i < pools.length; i++) {
      state.credits[i] -= pools[i] ? times * (credits[i] - state.credits[i]) : 0;
    }
    for (int i = 0; i < executions.length; i++) {
      state.executions[i] += times * (state.executions[i] - executions[i]);
    }
    for (int i = 0; i < stalled.length; i++) {
      state.stalled[i] += times * (state.stalled[i] - stalled[i]);
    }
    for (int i = 0; i < at.length; i++) {
      state.released[i] += state.released[i] > now ? ticks : 0;
      state.done[i] += state.done[i] > now ? ticks : 0;
      state.waitEnd[i] += state.waitEnd[i] == waitEnd[i] ? 0 : ticks;
      state.waitingSince[i] += state.waitingSince[i] == waitingSince[i] ? 0 : ticks;
    }
    for (int i = 0; i < freeAt.length; i++) {
      state.freeAt[i] += state.freeAt[i] == freeAt[i] ? 0 : ticks;
    }
    state.end += state.end > now ? ticks : 0;
    state.events.delay(ticks);
  }
}
