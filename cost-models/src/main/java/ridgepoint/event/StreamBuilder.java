package ridgepoint.event;

import java.util.ArrayDeque;
import java.util.Deque;

/** Writes the instructions of one stream, in order. */
public final class StreamBuilder {
  /** Counts as nothing. */
  public static final int NO_TAG = -1;

  private static final Cost NOTHING = Cost.of(0);

  private final ProgramBuilder program;
  private final String name;
  private final Code lines = new Code();
  private final Deque<Integer> loops = new ArrayDeque<>();

  StreamBuilder(ProgramBuilder program, String name) {
    this.program = program;
    this.name = name;
  }

  /** Waits until so many credits are there, and takes them. */
  public StreamBuilder take(int credits, long count) {
    return add(Opcode.TAKE, index(credits, program.credits.size()), count, NOTHING, When.BEGUN, "");
  }

  /**
   * Gives credits.
   *
   * @param when with respect to the last {@link #use}; the stream does not wait for it
   */
  public StreamBuilder give(int credits, long count, When when) {
    return add(Opcode.GIVE, index(credits, program.credits.size()), count, NOTHING, when, "");
  }

  /**
   * Waits for a unit and uses it.
   *
   * @param goesOn when the stream goes on with its next instruction
   * @param label what a timeline calls it
   */
  public StreamBuilder use(int unit, Cost cost, When goesOn, String label) {
    return use(unit, cost, goesOn, label, NO_TAG);
  }

  /**
   * The same.
   *
   * @param tag what it counts as, of {@link Outcome#total}
   */
  public StreamBuilder use(int unit, Cost cost, When goesOn, String label, int tag) {
    lines.add(Opcode.USE, index(unit, program.units.size()), 0, cost, goesOn, label, tag);
    return this;
  }

  /**
   * Tells whoever follows marks when the result of the last {@link #use} is there; costs no time.
   *
   * @param mark what {@link Listener#reached} is told
   */
  public StreamBuilder mark(int mark) {
    return add(Opcode.MARK, mark, 0, NOTHING, When.DONE, "");
  }

  /** Waits for the result of the last {@link #use}. */
  public StreamBuilder awaitResult() {
    return add(Opcode.WAIT, 0, 0, NOTHING, When.DONE, "");
  }

  /** Does nothing for a while. */
  public StreamBuilder delay(long ticks) {
    return add(Opcode.DELAY, 0, ticks, NOTHING, When.BEGUN, "");
  }

  /**
   * Starts a transfer to or from the program's memory and goes on at once. {@link When#DONE} of
   * what is given later, and {@link #awaitResult}, mean that it has ended, too.
   *
   * @param place where, as the memory numbers its places
   * @param latencyTicks from the end of the transfer in memory until the bytes are there
   * @param tag what it counts as, of {@link Outcome#total}
   */
  public StreamBuilder transfer(int place, long bytes, boolean write, long latencyTicks, int tag) {
    if (program.memory == null) {
      throw new IllegalArgumentException(name + " transfers, but the program has no memory");
    }
    When when = write ? When.DONE : When.BEGUN;
    Cost cost = new Cost(0, latencyTicks);
    lines.add(Opcode.TRANSFER, place, bytes, cost, when, "", tag);
    return this;
  }

  /** Begins a loop; {@link #end} ends it. Without trips its body is passed over. */
  public StreamBuilder loop(long trips) {
    if (trips < 0) {
      throw new IllegalArgumentException(name + " loops " + trips + " times");
    }
    loops.push(lines.size());
    return add(Opcode.LOOP, 0, trips, NOTHING, When.BEGUN, "");
  }

  /** Begins a loop without an end of its own; for {@link #draw} or background streams. */
  public StreamBuilder forever() {
    return loop(Long.MAX_VALUE);
  }

  /** Ends the innermost loop. */
  public StreamBuilder end() {
    if (loops.isEmpty()) {
      throw new IllegalArgumentException(name + " ends a loop that it has not begun");
    }
    int begin = loops.pop();
    lines.target(begin, lines.size() + 1);
    return add(Opcode.END, begin, 0, NOTHING, When.BEGUN, "");
  }

  /**
   * Takes a credit if there is one, and otherwise leaves the innermost loop: work that streams draw
   * from a pool which nobody fills while they run.
   */
  public StreamBuilder draw(int pool) {
    if (loops.isEmpty()) {
      throw new IllegalArgumentException(name + " draws outside a loop");
    }
    return add(
        Opcode.DRAW, index(pool, program.credits.size()), 1, Cost.of(loops.peek()), When.BEGUN, "");
  }

  private StreamBuilder add(int op, int target, long amount, Cost cost, When when, String label) {
    lines.add(op, target, amount, cost, when, label, NO_TAG);
    return this;
  }

  private int index(int number, int count) {
    if (number < 0 || number >= count) {
      throw new IllegalArgumentException(name + " names number " + number + " of " + count);
    }
    return number;
  }

  /** Appends these instructions; gives the index of the first. */
  int copyTo(Code code) {
    if (!loops.isEmpty()) {
      throw new IllegalArgumentException(name + " has a loop without an end");
    }
    int first = code.append(lines);
    code.add(Opcode.STOP, 0, 0, NOTHING, When.BEGUN, "", NO_TAG);
    return first;
  }
}
