package ridgepoint.systolic;

import java.util.Arrays;
import java.util.function.Function;

/**
 * What one half of a double-buffered scratchpad after another holds: the words that the array reads
 * next and that the half in use lacks, in the order of reading, until the half is full.
 */
final class Halves {
  /** Cycle of the run, without stalls, in which each half begins to be read. */
  private long[] begins = new long[16];

  private int size;
  private long words;
  private final long capacity;
  private long inHalf;

  Halves(long capacity) {
    this.capacity = capacity;
  }

  int size() {
    return size;
  }

  long begin(int half) {
    return begins[half];
  }

  /** Words of a full half. */
  long capacity() {
    return capacity;
  }

  /** Words of a half: full, but for the last. */
  long words(int half) {
    return half < size - 1 ? capacity : words - (size - 1) * capacity;
  }

  /** Words of all halves together: what main memory is read for. */
  long words() {
    return words;
  }

  private void add(long count, long cycle) {
    if (inHalf == 0) {
      if (size == begins.length) {
        begins = Arrays.copyOf(begins, 2 * size);
      }
      begins[size++] = cycle;
    }
    words += count;
    inHalf += count;
    if (inHalf == capacity) {
      inHalf = 0;
    }
  }

  /** Adds every word of a tile. */
  void addAll(Reads tile, long foldBegin) {
    for (long position = 0; position < tile.words(); ) {
      long count = Math.min(tile.words() - position, capacity - inHalf);
      add(count, foldBegin + tile.cycleOf(position));
      position += count;
    }
  }

  /** Reads word by word, as the array does. */
  static Halves replayed(
      Iterable<Fold> folds, int cyclesPerFold, Function<Fold, Reads> reads, long last, long half) {
    Halves halves = new Halves(half);
    int[] readIn = new int[Math.toIntExact(last)];
    for (Fold fold : folds) {
      halves.read(reads.apply(fold), (long) fold.index() * cyclesPerFold, readIn);
    }
    return halves;
  }

  /**
   * @param readIn by address, the number of the half that a word is in, counted from 1
   */
  private void read(Reads tile, long foldBegin, int[] readIn) {
    for (int cycle = 0; cycle < tile.duration(); cycle++) {
      int first = tile.skewed ? Math.max(0, cycle - tile.steps + 1) : 0;
      int last = tile.skewed ? Math.min(tile.lanes - 1, cycle) : tile.lanes - 1;
      for (int lane = first; lane <= last; lane++) {
        long address = tile.address(lane, tile.skewed ? cycle - lane : cycle);
        if (address == Layer.NOWHERE) {
          continue;
        }
        int present = inHalf == 0 ? size + 1 : size;
        if (readIn[(int) address] != present) {
          readIn[(int) address] = present;
          add(1, foldBegin + tile.start + cycle);
        }
      }
    }
  }

  /**
   * The same for operands that have every word at an address of its own, stretch by stretch: a tile
   * is always read in the same order, so that what a half holds of it are a few stretches.
   */
  static Halves skipping(
      Iterable<Fold> folds, int cyclesPerFold, Function<Fold, Reads> reads, long half) {
    Halves halves = new Halves(half);
    Stretches held = new Stretches();
    for (Fold fold : folds) {
      Reads tile = reads.apply(fold);
      long foldBegin = (long) fold.index() * cyclesPerFold;
      long position = 0;
      while (position < tile.words()) {
        long heldTo = held.endOf(tile.tile, position);
        if (heldTo > position) {
          position = heldTo;
          continue;
        }
        long missingTo = Math.min(tile.words(), held.nextAfter(tile.tile, position));
        long count = Math.min(missingTo - position, half - halves.inHalf);
        halves.add(count, foldBegin + tile.cycleOf(position));
        held.add(tile.tile, position, position + count);
        position += count;
        if (halves.inHalf == 0) {
          held.clear();
        }
      }
    }
    return halves;
  }
}
