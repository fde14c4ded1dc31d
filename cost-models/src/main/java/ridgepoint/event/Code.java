package ridgepoint.event;

import java.util.Arrays;

/** Instructions being written, a column for each of their arguments. */
final class Code {
  private int size;
  private int[] opcode = new int[64];
  private int[] target = new int[64];
  private long[] amount = new long[64];
  private long[] occupancy = new long[64];
  private long[] latency = new long[64];
  private int[] when = new int[64];
  private String[] label = new String[64];
  private int[] tag = new int[64];

  int size() {
    return size;
  }

  /** Appends an instruction and gives its index. */
  int add(int op, int to, long n, Cost cost, When at, String text, int mark) {
    if (size == opcode.length) {
      grow();
    }
    opcode[size] = op;
    target[size] = to;
    amount[size] = n;
    occupancy[size] = cost.occupancyTicks();
    latency[size] = cost.latencyTicks();
    when[size] = at.ordinal();
    label[size] = text;
    tag[size] = mark;
    return size++;
  }

  /** Appends the instructions of a stream, whose jumps count from its own first; gives that. */
  int append(Code stream) {
    int first = size;
    int end = size + stream.size;
    if (end > opcode.length) {
      resize(Math.max(end, 2 * opcode.length));
    }
    System.arraycopy(stream.opcode, 0, opcode, first, stream.size);
    System.arraycopy(stream.target, 0, target, first, stream.size);
    System.arraycopy(stream.amount, 0, amount, first, stream.size);
    System.arraycopy(stream.occupancy, 0, occupancy, first, stream.size);
    System.arraycopy(stream.latency, 0, latency, first, stream.size);
    System.arraycopy(stream.when, 0, when, first, stream.size);
    System.arraycopy(stream.label, 0, label, first, stream.size);
    System.arraycopy(stream.tag, 0, tag, first, stream.size);
    size = end;
    for (int at = first; at < end; at++) {
      if (opcode[at] == Opcode.LOOP || opcode[at] == Opcode.END) {
        target[at] += first;
      } else if (opcode[at] == Opcode.DRAW) {
        occupancy[at] += first;
        latency[at] += first;
      }
    }
    return first;
  }

  private void grow() {
    resize(2 * size);
  }

  private void resize(int length) {
    opcode = Arrays.copyOf(opcode, length);
    target = Arrays.copyOf(target, length);
    amount = Arrays.copyOf(amount, length);
    occupancy = Arrays.copyOf(occupancy, length);
    latency = Arrays.copyOf(latency, length);
    when = Arrays.copyOf(when, length);
    label = Arrays.copyOf(label, length);
    tag = Arrays.copyOf(tag, length);
  }

  void target(int instruction, int to) {
    target[instruction] = to;
  }

  int[] opcodes() {
    return Arrays.copyOf(opcode, size);
  }

  int[] targets() {
    return Arrays.copyOf(target, size);
  }

  long[] amounts() {
    return Arrays.copyOf(amount, size);
  }

  long[] occupancies() {
    return Arrays.copyOf(occupancy, size);
  }

  long[] latencies() {
    return Arrays.copyOf(latency, size);
  }

  int[] whens() {
    return Arrays.copyOf(when, size);
  }

  String[] labels() {
    return Arrays.copyOf(label, size);
  }

  int[] tags() {
    return Arrays.copyOf(tag, size);
  }
}
