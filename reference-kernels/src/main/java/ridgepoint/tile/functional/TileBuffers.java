package ridgepoint.tile.functional;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Arrays for the numbers of tiles, used again and again: tiles that a loop step makes end with the
 * step, and the others with the tile of the output, so that a long loop stays in the caches and
 * allocates nothing. A program keeps nothing from one step to the next but through {@code assign}.
 */
final class TileBuffers {
  /** Smaller arrays are allocated: the bookkeeping would cost more. */
  private static final int SMALLEST = 1024;

  private final Map<Integer, Deque<float[]>> free = new HashMap<>();
  private final List<float[]> used = new ArrayList<>();

  /** An array of exactly that length with any content. */
  float[] take(int length) {
    if (length < SMALLEST) {
      return new float[length];
    }
    Deque<float[]> fitting = free.computeIfAbsent(length, key -> new ArrayDeque<>());
    float[] buffer = fitting.isEmpty() ? new float[length] : fitting.pop();
    used.add(buffer);
    return buffer;
  }

  /** Where the arrays taken from now on begin. */
  int mark() {
    return used.size();
  }

  /** Takes back all arrays since the mark. */
  void release(int mark) {
    for (int i = used.size() - 1; i >= mark; i--) {
      float[] buffer = used.remove(i);
      free.get(buffer.length).push(buffer);
    }
  }
}
