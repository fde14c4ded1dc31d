package ridgepoint.event;

import java.util.function.BooleanSupplier;

/**
 * Runs a {@link Program} to its end, event by event. Nothing is allocated per event; of two events
 * at one tick the one of the lower number comes first, so that a program always runs the same way.
 * Good for one run.
 */
public final class Simulation {
  private static final int BEGUN = When.BEGUN.ordinal();
  private static final int RELEASED = When.RELEASED.ordinal();
  private static final int DONE = When.DONE.ordinal();
  private static final int EVENTS_PER_REPORT = 1 << 20;

  private final Program program;
  private final Settings settings;
  private final Listener listener;
  private final boolean marks;
  private final State state;
  private final SteadyState steady;
  private final Memory memory;
  private final UnitService units;
  private final TransfersUnderWay transfers;
  private int running;
  private long now;
  private long handled;

  public Simulation(Program program, Settings settings, Listener listener) {
    this.program = program;
    this.settings = settings;
    this.listener = listener;
    marks = listener.followsMarks();
    state = new State(program);
    memory = program.memory;
    transfers = memory == null ? null : new TransfersUnderWay(state.streams);
    boolean replays = settings.replaysAll() || marks || memory != null;
    steady = replays ? null : new SteadyState(program, state);
    units = new UnitService(program, state, listener);
  }

  /**
   * What became of the program.
   *
   * @throws ridgepoint.input.InputException when it takes longer than the limit of the settings
   * @throws IllegalStateException when streams wait for each other for ever
   */
  public Outcome run() {
    return run(() -> false);
  }

  /**
   * The same, unless it is told to stop before the end; {@link Outcome#isComplete} says which.
   *
   * @param enough asked before every event
   */
  public Outcome run(BooleanSupplier enough) {
    for (int stream = 0; stream < state.streams; stream++) {
      running += program.streams.get(stream).background() ? 0 : 1;
      state.events.add(EventQueue.key(0, stream));
    }
    boolean stopped = enough.getAsBoolean();
    while (!stopped && advance()) {
      stopped = enough.getAsBoolean();
      handled++;
      if ((handled & EVENTS_PER_REPORT - 1) == 0) {
        settings.progress().at(now, handled);
      }
    }
    if (running > 0 && !stopped) {
      throw new IllegalStateException(Deadlock.describe(program, state));
    }
    return new Outcome(
        program,
        running == 0,
        stopped ? now : state.end,
        handled,
        steady == null ? 0 : steady.skippedTicks(),
        state.executions,
        state.stalled);
  }

  /** Handles the next event; whether there was one. */
  private boolean advance() {
    long next = state.events.isEmpty() ? Memory.NEVER : EventQueue.tick(state.events.first());
    if (memory != null) {
      long ended = memory.runTo(Math.min(next, settings.limitTicks()));
      if (ended != Memory.NEVER) {
        moveTo(ended);
        for (int ticket = memory.ended(); ticket >= 0; ticket = memory.ended()) {
          transfers.end(ticket, now, program.latency, this::arrived);
        }
        return true;
      }
    }
    if (next == Memory.NEVER) {
      return false;
    }
    moveTo(next);
    handle(EventQueue.id(state.events.remove()));
    return true;
  }

  private void moveTo(long tick) {
    now = tick;
    state.end = Math.max(state.end, tick);
    settings.requireWithin(tick);
  }

  private void handle(int id) {
    if (id < state.streams) {
      proceed(id);
    } else if (id < state.streams + state.units) {
      int unit = id - state.streams;
      int stream = units.next(unit, now);
      if (sleep(stream, units.begin(stream, unit, now))) {
        proceed(stream);
      }
    } else {
      int instruction = id - state.streams - state.units;
      if (program.opcode[instruction] == Opcode.MARK) {
        listener.reached(program.target[instruction], now);
      } else {
        give(program.target[instruction], program.amount[instruction]);
      }
    }
  }

  /** Does instructions of a stream until it has to wait. */
  private void proceed(int stream) {
    state.status[stream] = State.RUNNABLE;
    boolean goesOn = true;
    while (goesOn) {
      int at = state.at[stream];
      goesOn =
          switch (program.opcode[at]) {
            case Opcode.TAKE -> take(stream, at);
            case Opcode.GIVE -> scheduleGift(stream, at);
            case Opcode.USE -> use(stream, at);
            case Opcode.WAIT -> awaitResult(stream, at);
            case Opcode.DELAY -> sleep(stream, now + program.amount[at]);
            case Opcode.LOOP -> beginLoop(stream, at);
            case Opcode.END -> endLoop(stream, at);
            case Opcode.DRAW -> draw(stream, at);
            case Opcode.TRANSFER -> transfer(stream, at);
            case Opcode.MARK -> mark(stream, at);
            default -> stop(stream);
          };
    }
  }

  private boolean take(int stream, int at) {
    int credits = program.target[at];
    if (state.credits[credits] < program.amount[at] || !state.creditLines.isEmpty(credits)) {
      state.creditLines.add(credits, stream);
      state.status[stream] = State.WAITS_FOR_CREDITS;
      state.waitingSince[stream] = now;
      return false;
    }
    state.credits[credits] -= program.amount[at];
    state.at[stream]++;
    return true;
  }

  private boolean scheduleGift(int stream, int at) {
    state.at[stream]++;
    int when = program.when[at];
    long tick =
        when == BEGUN ? now : when == RELEASED ? state.released[stream] : state.done[stream];
    if (when == DONE && isMissing(stream)) {
      transfers.await(stream, at);
    } else {
      giveAt(when == DONE ? Math.max(tick, arrival(stream)) : tick, at);
    }
    return true;
  }

  private void giveAt(long tick, int at) {
    if (tick > now) {
      state.events.add(EventQueue.key(tick, state.giveEvent(at)));
    } else {
      give(program.target[at], program.amount[at]);
    }
  }

  /** Whether a stream has transfers under way. */
  private boolean isMissing(int stream) {
    return arrival(stream) == Memory.NEVER;
  }

  private long arrival(int stream) {
    return transfers == null ? 0 : transfers.arrival(stream);
  }

  /** What a stream waited for with an instruction has been moved; it is there at a tick. */
  private void arrived(int stream, int at, long tick) {
    if (program.opcode[at] == Opcode.GIVE) {
      giveAt(Math.max(tick, state.done[stream]), at);
    } else if (program.opcode[at] == Opcode.MARK) {
      long done = Math.max(now, Math.max(tick, state.done[stream]));
      state.events.add(EventQueue.key(done, state.giveEvent(at)));
    } else if (sleep(stream, tick)) {
      state.events.add(EventQueue.key(now, stream));
    }
  }

  private boolean awaitResult(int stream, int at) {
    if (!isMissing(stream)) {
      return sleep(stream, Math.max(state.done[stream], arrival(stream)));
    }
    transfers.await(stream, at);
    state.status[stream] = State.SLEEPS;
    return false;
  }

  /** Gives credits, and lets those go on, later in this tick, who have waited for them. */
  private void give(int credits, long count) {
    state.credits[credits] += count;
    while (!state.creditLines.isEmpty(credits)) {
      int stream = state.creditLines.head[credits];
      long wanted = program.amount[state.at[stream]];
      if (state.credits[credits] < wanted) {
        return;
      }
      state.credits[credits] -= wanted;
      state.creditLines.removeFirst(credits);
      state.at[stream]++;
      state.status[stream] = State.RUNNABLE;
      units.noteWait(stream, credits, now);
      state.events.add(EventQueue.key(now, stream));
    }
  }

  private boolean use(int stream, int at) {
    long resumes = units.use(stream, program.target[at], now);
    return resumes != UnitService.WAITS && sleep(stream, resumes);
  }

  /** Goes on with the next instruction at a tick; whether that is now. */
  private boolean sleep(int stream, long until) {
    state.at[stream]++;
    if (until <= now) {
      state.status[stream] = State.RUNNABLE;
      return true;
    }
    state.status[stream] = State.SLEEPS;
    state.events.add(EventQueue.key(until, stream));
    return false;
  }

  private boolean beginLoop(int stream, int at) {
    state.begun[at]++;
    state.tripsLeft[at] = program.amount[at];
    state.at[stream] = program.amount[at] == 0 ? program.target[at] : at + 1;
    return true;
  }

  private boolean endLoop(int stream, int at) {
    int loop = program.target[at];
    if (state.tripsLeft[loop] <= 1) {
      state.at[stream]++;
      return true;
    }
    state.tripsLeft[loop]--;
    state.at[stream] = loop + 1;
    if (steady != null) {
      long skipped = steady.passed(stream, now);
      if (skipped > 0) {
        listener.skipped(now, skipped);
        moveTo(now + skipped);
      }
    }
    return true;
  }

  private boolean draw(int stream, int at) {
    int pool = program.target[at];
    if (state.credits[pool] > 0) {
      state.credits[pool]--;
      state.at[stream]++;
    } else {
      state.at[stream] = program.target[(int) program.occupancy[at]];
    }
    return true;
  }

  private boolean transfer(int stream, int at) {
    int ticket = transfers.begin(stream, at);
    int place = program.target[at];
    memory.begin(ticket, place, program.amount[at], program.when[at] != BEGUN, now);
    state.executions[at]++;
    state.at[stream]++;
    return true;
  }

  private boolean mark(int stream, int at) {
    state.at[stream]++;
    if (marks && isMissing(stream)) {
      transfers.await(stream, at);
    } else if (marks) {
      long done = Math.max(state.done[stream], arrival(stream));
      state.events.add(EventQueue.key(Math.max(now, done), state.giveEvent(at)));
    }
    return true;
  }

  private boolean stop(int stream) {
    state.status[stream] = State.STOPPED;
    running -= program.streams.get(stream).background() ? 0 : 1;
    return false;
  }
}
