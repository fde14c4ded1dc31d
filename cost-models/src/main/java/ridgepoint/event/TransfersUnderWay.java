package ridgepoint.event;

import java.util.Arrays;

/**
 * Transfers that streams have begun and that have not ended, and what waits for them. Those of a
 * stream count as ended in the order in which it began them, as groups of asynchronous copies do.
 */
final class TransfersUnderWay {
  private static final int NONE = -1;

  /** By ticket: the stream, its instruction, whether it has ended, and the next of the stream. */
  private int[] stream = new int[16];

  private int[] instruction = new int[16];
  private boolean[] ended = new boolean[16];
  private int[] next = new int[16];

  /** First and last ticket of each stream, and how many it began and has got. */
  private final int[] first;

  private final int[] last;
  private final long[] begun;
  private final long[] landed;

  /** Of each stream: instructions that wait, and how many transfers must have landed for each. */
  private final Line[] waiting;

  /** When the last that landed is there, with what it takes beyond the memory. */
  private final long[] arrival;

  private int free = NONE;
  private int used;

  TransfersUnderWay(int streams) {
    first = new int[streams];
    last = new int[streams];
    Arrays.fill(first, NONE);
    begun = new long[streams];
    landed = new long[streams];
    arrival = new long[streams];
    waiting = new Line[streams];
  }

  /** Told which instruction of a stream need not wait any longer. */
  @FunctionalInterface
  interface Arrivals {
    void arrived(int stream, int instruction, long tick);
  }

  /** A queue of instructions. */
  private static final class Line {
    private int[] instruction = new int[4];
    private long[] awaits = new long[4];
    private int head;
    private int size;

    private void add(int waiting, long transfers) {
      if (size == instruction.length) {
        grow();
      }
      int at = (head + size++) & instruction.length - 1;
      instruction[at] = waiting;
      awaits[at] = transfers;
    }

    private void grow() {
      int length = 2 * size;
      int[] instructions = new int[length];
      long[] transfers = new long[length];
      for (int i = 0; i < size; i++) {
        instructions[i] = instruction[(head + i) & size - 1];
        transfers[i] = awaits[(head + i) & size - 1];
      }
      instruction = instructions;
      awaits = transfers;
      head = 0;
    }
  }

  /** Notes a transfer that a stream begins; gives its ticket. */
  int begin(int of, int at) {
    int ticket = free;
    if (ticket == NONE) {
      ticket = used++;
      if (ticket == stream.length) {
        grow();
      }
    } else {
      free = next[ticket];
    }
    stream[ticket] = of;
    instruction[ticket] = at;
    ended[ticket] = false;
    next[ticket] = NONE;
    if (first[of] == NONE) {
      first[of] = ticket;
    } else {
      next[last[of]] = ticket;
    }
    last[of] = ticket;
    begun[of]++;
    return ticket;
  }

  private void grow() {
    int length = 2 * stream.length;
    stream = Arrays.copyOf(stream, length);
    instruction = Arrays.copyOf(instruction, length);
    ended = Arrays.copyOf(ended, length);
    next = Arrays.copyOf(next, length);
  }

  /** When everything that a stream began is there, if nothing is under way any more. */
  long arrival(int of) {
    return landed[of] < begun[of] ? Memory.NEVER : arrival[of];
  }

  /** Lets an instruction wait for all that its stream has begun. */
  void await(int of, int at) {
    if (waiting[of] == null) {
      waiting[of] = new Line();
    }
    waiting[of].add(at, begun[of]);
  }

  /**
   * A transfer has ended.
   *
   * @param latency by instruction, from the end in memory until the bytes are there
   */
  void end(int ticket, long now, long[] latency, Arrivals arrivals) {
    ended[ticket] = true;
    int of = stream[ticket];
    while (first[of] != NONE && ended[first[of]]) {
      int gone = first[of];
      first[of] = next[gone];
      next[gone] = free;
      free = gone;
      landed[of]++;
      arrival[of] = Math.max(arrival[of], now + latency[instruction[gone]]);
      release(of, arrivals);
    }
  }

  private void release(int of, Arrivals arrivals) {
    Line line = waiting[of];
    while (line != null && line.size > 0 && line.awaits[line.head] <= landed[of]) {
      int at = line.instruction[line.head];
      line.head = (line.head + 1) & line.instruction.length - 1;
      line.size--;
      arrivals.arrived(of, at, arrival[of]);
    }
  }
}
