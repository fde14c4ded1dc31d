package ridgepoint.dram;

import java.util.Arrays;

/**
 * Transfers under way by slot: how many of their accesses are not answered, and when the last is;
 * those that are answered wait, by that cycle and then by number, to be called for.
 */
final class TransferTable {
  private int[] number = new int[16];
  private long[] unanswered = new long[16];
  private long[] lastAnswer = new long[16];
  private int[] free = new int[16];
  private int frees;
  private int slots;
  private int underWay;

  /** Slots of transfers that are answered: a heap. */
  private int[] answered = new int[16];

  private int answeredCount;

  boolean isEmpty() {
    return underWay == 0;
  }

  /** Opens a slot for a transfer. */
  int add(int named, long accesses, long cycle) {
    underWay++;
    int slot = frees > 0 ? free[--frees] : slots++;
    if (slot == number.length) {
      int length = 2 * slot;
      number = Arrays.copyOf(number, length);
      unanswered = Arrays.copyOf(unanswered, length);
      lastAnswer = Arrays.copyOf(lastAnswer, length);
      free = Arrays.copyOf(free, length);
      answered = Arrays.copyOf(answered, length);
    }
    number[slot] = named;
    unanswered[slot] = accesses;
    lastAnswer[slot] = cycle;
    return slot;
  }

  /** One access of a transfer is answered at the end of a cycle. */
  void answer(int slot, long cycle) {
    lastAnswer[slot] = Math.max(lastAnswer[slot], cycle);
    if (--unanswered[slot] <= 0) {
      push(slot);
    }
  }

  boolean hasAnswered() {
    return answeredCount > 0;
  }

  /** When the first of those answered was. */
  long firstAnswer() {
    return lastAnswer[answered[0]];
  }

  /** Takes the first of those answered out; gives its number. */
  int remove() {
    int slot = answered[0];
    int moved = answered[--answeredCount];
    int at = 0;
    int child = 1;
    while (child < answeredCount) {
      if (child + 1 < answeredCount && isBefore(answered[child + 1], answered[child])) {
        child++;
      }
      if (!isBefore(answered[child], moved)) {
        break;
      }
      answered[at] = answered[child];
      at = child;
      child = 2 * at + 1;
    }
    answered[at] = moved;
    free[frees++] = slot;
    underWay--;
    return number[slot];
  }

  private void push(int slot) {
    int at = answeredCount++;
    while (at > 0 && isBefore(slot, answered[(at - 1) >> 1])) {
      answered[at] = answered[(at - 1) >> 1];
      at = (at - 1) >> 1;
    }
    answered[at] = slot;
  }

  private boolean isBefore(int slot, int other) {
    return lastAnswer[slot] != lastAnswer[other]
        ? lastAnswer[slot] < lastAnswer[other]
        : number[slot] < number[other];
  }
}
