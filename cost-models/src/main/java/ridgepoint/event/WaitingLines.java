package ridgepoint.event;

import java.util.Arrays;

/** A line of waiting streams for each of several things; a stream stands in one line at most. */
final class WaitingLines {
  static final int NOBODY = -1;

  final int[] head;
  private final int[] tail;
  private final int[] next;

  WaitingLines(int lines, int streams) {
    head = new int[lines];
    tail = new int[lines];
    next = new int[streams];
    Arrays.fill(head, NOBODY);
    Arrays.fill(tail, NOBODY);
    Arrays.fill(next, NOBODY);
  }

  boolean isEmpty(int line) {
    return head[line] == NOBODY;
  }

  /** To the end of a line. */
  void add(int line, int stream) {
    next[stream] = NOBODY;
    if (head[line] == NOBODY) {
      head[line] = stream;
    } else {
      next[tail[line]] = stream;
    }
    tail[line] = stream;
  }

  int removeFirst(int line) {
    int first = head[line];
    head[line] = next[first];
    if (head[line] == NOBODY) {
      tail[line] = NOBODY;
    }
    return first;
  }

  /** Who stands where. */
  int[] snapshot() {
    int[] all = Arrays.copyOf(head, head.length + next.length);
    for (int line = 0; line < head.length; line++) {
      for (int stream = head[line]; stream != NOBODY; stream = next[stream]) {
        all[head.length + stream] = next[stream] + 1;
      }
    }
    return all;
  }
}
