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
    StreamBuilder stream = program.stream("array");
    long done = 0;
    for (Side side = next(sides); side != null; side = next(sides)) {
      done = work(stream, array, done, side.cycle());
      stream.give(side.given, 1, When.BEGUN).take(side.ready, 1);
      side.next[0]++;
    }
    work(stream, array, done, busyCycles);
    return new PortProgram(program.build());
  }

  private static long work(StreamBuilder stream, int array, long from, long to) {
    if (to > from) {
      stream.use(array, Cost.of(to - from), When.RELEASED, "folds");
    }
    return to;
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
    for (int half = 1; half < halves.size(); half++) {
      stream
          .take(given, 1)
          .use(port, cost(halves.words(half), wordsPerCycle), When.RELEASED, "fill")
          .give(ready, 1, When.DONE);
    }
    return new Side(halves, ready, given, new int[] {1});
  }

  private static Side writing(
      ProgramBuilder program, ClockDomain clock, Halves halves, int wordsPerCycle) {
    int port = program.unit("outputs port", clock);
    int ready = program.credits("free half for outputs", 1, OUTPUTS);
    int given = program.credits("full half of outputs", 0, "a full half");
    StreamBuilder stream = program.backgroundStream("outputs port");
    for (int half = 1; half < halves.size(); half++) {
      stream
          .take(given, 1)
          .use(port, cost(halves.words(half - 1), wordsPerCycle), When.RELEASED, "empty")
          .give(ready, 1, When.DONE);
    }
    return new Side(halves, ready, given, new int[] {1});
  }

  private static Cost cost(long words, int wordsPerCycle) {
    return Cost.of((words + wordsPerCycle - 1) / wordsPerCycle);
  }
}
