package ridgepoint.systolic;

import ridgepoint.event.ClockDomain;
import ridgepoint.event.Cost;
import ridgepoint.event.Program;
import ridgepoint.event.ProgramBuilder;
import ridgepoint.event.StreamBuilder;
import ridgepoint.event.When;

/**
 * An array between three ports, in cycles. The array works until it needs the next half of a
 * scratchpad, gives back the one in use and waits for the next; ports fill halves given back, and
 * empty those full of outputs.
 *
 * @param program whose unit {@link #ARRAY} is the array
 */
record PortProgram(Program program) {
  static final int ARRAY = 0;
  static final String INPUTS = "inputs";
  static final String WEIGHTS = "weights";
  static final String OUTPUTS = "room for outputs";

  /** Index of what the array may wait for. */
  int cause(String name) {
    return program.causes().indexOf(name);
  }

  /** A side of the array: its halves, and credits for those that are ready and those given back. */
  private record Side(Halves halves, int ready, int given, int[] next) {
    boolean isLeft() {
      return next[0] < halves.size();
    }

    long cycle() {
      return halves.begin(next[0]);
    }
  }

  /**
   * What the array does until it has the next half of a side, one after another. Neighbours that
   * repeat are written as a loop, which a simulation skips.
   */
  private static final class Steps {
    /** Steps that may repeat together: at most a half of every side, and one more of one. */
    private static final int LONGEST_PERIOD = 4;

    private final Side[] sides;
    private final long[] work;
    private int size;

    Steps(int most) {
      sides = new Side[most];
      work = new long[most];
    }

    void add(long cycles, Side next) {
      work[size] = cycles;
      sides[size++] = next;
    }

    void writeTo(StreamBuilder stream, int array) {
      int at = 0;
      while (at < size) {
        int period = 1;
        int times = 1;
        for (int tried = 1; tried <= LONGEST_PERIOD; tried++) {
          int found = 1 + repeated(at, tried) / tried;
          if (found > 1 && found * tried > times * period) {
            period = tried;
            times = found;
          }
        }
        if (times == 1) {
          write(at, stream, array);
        } else {
          stream.loop(times);
          for (int step = at; step < at + period; step++) {
            write(step, stream, array);
          }
          stream.end();
        }
        at += times * period;
      }
    }

    /** How many steps after the first {@code period} equal those so many before them. */
    private int repeated(int from, int period) {
      int at = from + period;
      while (at < size && work[at] == work[at - period] && sides[at] == sides[at - period]) {
        at++;
      }
      return at - from - period;
    }

    private void write(int step, StreamBuilder stream, int array) {
      work(stream, array, work[step]);
      stream.give(sides[step].given, 1, When.BEGUN).take(sides[step].ready, 1);
    }
  }

  static PortProgram of(
      int wordsPerCycle, Halves inputs, Halves weights, Halves outputs, long busyCycles) {
    ProgramBuilder program = new ProgramBuilder();
    ClockDomain clock = ClockDomain.cycles("array");
    int array = program.unit("array", clock);
    Side[] sides = {
      reading(program, clock, INPUTS, inputs, wordsPerCycle),
      reading(program, clock, WEIGHTS, weights, wordsPerCycle),
      writing(program, clock, outputs, wordsPerCycle),
    };
    Steps steps = new Steps(inputs.size() + weights.size() + outputs.size());
    long done = 0;
    for (Side side = next(sides); side != null; side = next(sides)) {
      steps.add(side.cycle() - done, side);
      done = side.cycle();
      side.next[0]++;
    }
    StreamBuilder stream = program.stream("array");
    steps.writeTo(stream, array);
    work(stream, array, busyCycles - done);
    return new PortProgram(program.build());
  }

  private static void work(StreamBuilder stream, int array, long cycles) {
    if (cycles > 0) {
      stream.use(array, Cost.of(cycles), When.RELEASED, "folds");
    }
  }

  /** The side that the array needs the next half of. */
  private static Side next(Side... sides) {
    Side first = null;
    for (Side side : sides) {
      if (side.isLeft() && (first == null || side.cycle() < first.cycle())) {
        first = side;
      }
    }
    return first;
  }

  private static Side reading(
      ProgramBuilder program, ClockDomain clock, String name, Halves halves, int wordsPerCycle) {
    int port = program.unit(name + " port", clock);
    int ready = program.credits(name, 0, name);
    int given = program.credits("free half for " + name, 1, "a free half");
    StreamBuilder stream = program.stream(name + " port");
    // All but the last half are full; the first is filled before the array begins.
    int full = Math.max(0, halves.size() - 2);
    long[] words = {halves.capacity(), halves.words(halves.size() - 1)};
    int[] times = {full, halves.size() - 1 - full};
    for (int i = 0; i < words.length; i++) {
      stream
          .loop(times[i])
          .take(given, 1)
          .use(port, cost(words[i], wordsPerCycle), When.RELEASED, "fill")
          .give(ready, 1, When.DONE)
          .end();
    }
    return new Side(halves, ready, given, new int[] {1});
  }

  private static Side writing(
      ProgramBuilder program, ClockDomain clock, Halves halves, int wordsPerCycle) {
    int port = program.unit("outputs port", clock);
    int ready = program.credits("free half for outputs", 1, OUTPUTS);
    int given = program.credits("full half of outputs", 0, "a full half");
    StreamBuilder stream = program.backgroundStream("outputs port");
    // The last half is emptied when the array has ended.
    stream
        .loop(Math.max(0, halves.size() - 1))
        .take(given, 1)
        .use(port, cost(halves.capacity(), wordsPerCycle), When.RELEASED, "empty")
        .give(ready, 1, When.DONE)
        .end();
    return new Side(halves, ready, given, new int[] {1});
  }

  private static Cost cost(long words, int wordsPerCycle) {
    return Cost.of((words + wordsPerCycle - 1) / wordsPerCycle);
  }
}
