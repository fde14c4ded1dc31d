package ridgepoint.pim.upmem;

import ridgepoint.cycle.CommandLog;
import ridgepoint.pim.upmem.ThreadProgram.Step;

/**
 * The pipeline of one processor, cycle by cycle. It issues one instruction a cycle, of its threads
 * in turn, and a thread again only after so many cycles that no instruction waits for another one
 * (a revolver: Gómez-Luna et al., IEEE Access 2022). A transfer waits for the ones before it, and
 * its thread for the transfer.
 */
final class Pipeline {
  private final Processor processor;
  private final ThreadProgram program;
  private final int threads;
  private final long[] repeats;
  private final int[] step;
  private final double[] left;
  private final double[] owed;
  private final long[] ready;
  private final long[] begun;
  private final CommandLog log;
  private double bankFree;
  private long clock;
  private long instructions;
  private long transfers;

  Pipeline(Processor processor, ThreadProgram program, int threads, CommandLog log) {
    this.log = log;
    begun = new long[threads];
    this.processor = processor;
    this.program = program;
    this.threads = threads;
    repeats = new long[threads];
    step = new int[threads];
    left = new double[threads];
    owed = new double[threads];
    ready = new long[threads];
  }

  long instructions() {
    return instructions;
  }

  long transfers() {
    return transfers;
  }

  /** Runs every thread's program so many times; returns the cycles. */
  long run(long times) {
    long last = 0;
    int running = threads;
    for (int thread = 0; thread < threads; thread++) {
      repeats[thread] = times;
      enter(thread);
    }
    int turn = 0;
    while (running > 0) {
      int thread = next(turn);
      clock = Math.max(clock, ready[thread]);
      Step current = program.steps().get(step[thread]);
      if (current instanceof Step.Transfer transfer) {
        transfer(thread, transfer);
      } else if (left[thread] >= 1) {
        left[thread]--;
        instructions++;
        ready[thread] = clock + processor.engine().reissueCycles();
        clock++;
        turn = thread + 1;
      }
      if (left[thread] < 1 && !advance(thread)) {
        last = Math.max(last, ready[thread]);
        ready[thread] = Long.MAX_VALUE;
        running--;
      }
    }
    return Math.max(last, clock);
  }

  private void transfer(int thread, Step.Transfer transfer) {
    double start = Math.max(clock, bankFree);
    bankFree = start + processor.busyCycles(transfer.bytes());
    log.occupied(
        "bank",
        (transfer.write() ? "write " : "read ") + transfer.bytes() + " B",
        (long) start,
        (long) Math.ceil(bankFree - start));
    ready[thread] =
        (long) Math.ceil(start + processor.latencyCycles(transfer.bytes(), transfer.write()));
    transfers++;
  }

  /** The ready thread that is next in turn, or the one that is ready first. */
  private int next(int turn) {
    int first = 0;
    long least = Long.MAX_VALUE;
    for (int i = 0; i < threads; i++) {
      int thread = (turn + i) % threads;
      if (ready[thread] <= clock) {
        return thread;
      }
      if (ready[thread] < least) {
        least = ready[thread];
        first = thread;
      }
    }
    return first;
  }

  /** Goes to the next step of a thread; false when it is done. */
  private boolean advance(int thread) {
    if (program.steps().get(step[thread]) instanceof Step.Instructions) {
      log.occupied("thread " + thread, "instructions", begun[thread], clock - begun[thread]);
    }
    if (++step[thread] == program.steps().size()) {
      step[thread] = 0;
      if (--repeats[thread] == 0) {
        return false;
      }
    }
    enter(thread);
    return true;
  }

  private void enter(int thread) {
    begun[thread] = Math.max(clock, ready[thread]);
    left[thread] = 0;
    if (program.steps().get(step[thread]) instanceof Step.Instructions compute) {
      owed[thread] += compute.count();
      left[thread] = Math.floor(owed[thread]);
      owed[thread] -= left[thread];
    }
  }
}
