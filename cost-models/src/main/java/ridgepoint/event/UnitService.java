package ridgepoint.event;

/** Lets streams use units, one at a time, and keeps account of what they waited for. */
final class UnitService {
  /** Instead of the tick at which a stream goes on. */
  static final long WAITS = -1;

  private static final int BEGUN = When.BEGUN.ordinal();
  private static final int RELEASED = When.RELEASED.ordinal();

  private final Program program;
  private final State state;
  private final Listener listener;
  private final boolean listens;
  private final long[] period;
  private final int causes;

  UnitService(Program program, State state, Listener listener) {
    this.program = program;
    this.state = state;
    this.listener = listener;
    listens = listener != Listener.NONE;
    period = program.periods();
    causes = program.causes.size();
  }

  /** A stream wants a unit; gives when it goes on, or {@link #WAITS}. */
  long use(int stream, int unit, long now) {
    if (state.freeAt[unit] > now || !state.unitLines.isEmpty(unit)) {
      state.unitLines.add(unit, stream);
      state.status[stream] = State.WAITS_FOR_UNIT;
      state.waitingSince[stream] = now;
      wake(unit, now);
      return WAITS;
    }
    return begin(stream, unit, now);
  }

  private void wake(int unit, long now) {
    if (!state.wakes[unit]) {
      state.wakes[unit] = true;
      state.events.add(EventQueue.key(Math.max(now, state.freeAt[unit]), state.unitEvent(unit)));
    }
  }

  /** The stream that a unit which is free again serves next. */
  int next(int unit, long now) {
    state.wakes[unit] = false;
    int stream = state.unitLines.removeNext(unit, state.lastServed[unit]);
    noteWait(stream, state.credits.length + unit, now);
    return stream;
  }

  /** A unit begins an instruction, at its clock's next edge; gives when the stream goes on. */
  long begin(int stream, int unit, long now) {
    int at = state.at[stream];
    long start = now + Math.floorMod(-now, period[unit]);
    long stalled = stalledSince(state.freeAt[unit], stream);
    if (stalled > 0) {
      state.stalled[unit * causes + state.waitedFor[stream]] += stalled;
    }
    if (listens) {
      listener.used(
          stream,
          unit,
          at,
          start,
          program.occupancy[at],
          program.latency[at],
          stalled,
          stalled > 0 ? state.waitedFor[stream] : Listener.NO_CAUSE);
    }
    state.freeAt[unit] = start + program.occupancy[at];
    state.lastServed[unit] = stream;
    state.released[stream] = state.freeAt[unit];
    state.done[stream] = start + program.latency[at];
    state.end = Math.max(state.end, state.done[stream]);
    state.executions[at]++;
    if (!state.unitLines.isEmpty(unit)) {
      wake(unit, now);
    }
    int goesOn = program.when[at];
    return goesOn == BEGUN
        ? start
        : goesOn == RELEASED ? state.released[stream] : state.done[stream];
  }

  /**
   * Remembers the last wait of a stream.
   *
   * @param resource that it waited for: credits by number, then units
   */
  void noteWait(int stream, int resource, long now) {
    state.waited[stream] = now - state.waitingSince[stream];
    state.waitEnd[stream] = now;
    state.waitedFor[stream] = program.cause[resource];
  }

  /** How much of the time from {@code idleFrom} to now a stream spent in its last wait. */
  private long stalledSince(long idleFrom, int stream) {
    long waitBegin = state.waitEnd[stream] - state.waited[stream];
    return Math.max(0, state.waitEnd[stream] - Math.max(idleFrom, waitBegin));
  }
}
