package ridgepoint.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import ridgepoint.kernel.KernelLibrary;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.GroupedGemm;
import ridgepoint.operator.Operator;
import ridgepoint.tile.Tiling;

/**
 * Tilings worth timing on an engine with a scratchpad: whole multiples of the engine's sides, with
 * accumulators that fit and two steps of operands in the scratchpad, so that one loads while the
 * other is in use.
 *
 * @param rows of m that suit the engine
 * @param columns of n (or keys) that suit it
 * @param depth of k that suits it
 * @param engines that share the tiles and the memories
 * @param scratchpadBytes of all engines together
 * @param accumulatorBytes of all engines together
 * @param keepsOutputs whether a tile larger than the engine must be given all of k in one step,
 *     because the engine itself accumulates
 */
public record ScratchpadTilings(
    int rows,
    int columns,
    int depth,
    int engines,
    double scratchpadBytes,
    double accumulatorBytes,
    boolean keepsOutputs) {
  private static final int[] MULTIPLES = {1, 2, 4, 8, 16, 32};
  private static final int STAGES = 2;
  private static final double ACCUMULATOR_BYTES = 4;

  /** In a fixed order; the kernel's own tiling for operators without products. */
  public List<Tiling> of(Operator operator) {
    if (operator instanceof Gemm gemm) {
      double bytes = Math.max(gemm.left().bytes(1), gemm.right().bytes(1));
      return product(gemm.batches(), gemm.m(), gemm.n(), gemm.k(), bytes);
    }
    if (operator instanceof GroupedGemm gemm) {
      double bytes = Math.max(gemm.left().bytes(1), gemm.right().bytes(1));
      long rowsEach = (long) Math.ceil(gemm.rows() / gemm.activeGroups());
      return product((long) Math.ceil(gemm.activeGroups()), rowsEach, gemm.n(), gemm.k(), bytes);
    }
    if (operator instanceof Attention attention) {
      return attention(attention);
    }
    return List.of(KernelLibrary.kernelFor(operator).defaultTiling());
  }

  private List<Tiling> product(long batches, long m, long n, long k, double bytesPerElement) {
    Set<Tiling> tilings = new LinkedHashSet<>();
    for (int tileRows : extents(m, rows)) {
      for (int tileColumns : extents(n, columns)) {
        int step = deepest(tileRows, tileColumns, k, bytesPerElement);
        double accumulators = (double) tileRows * tileColumns * ACCUMULATOR_BYTES;
        if (step > 0 && accumulators <= accumulatorBytes / engines) {
          long tiles = batches * ceil(m, tileRows) * ceil(n, tileColumns);
          for (int splits : splits(tiles, ceil(k, step))) {
            tilings.add(new Tiling(tileRows, tileColumns, step, splits, STAGES));
          }
        }
      }
    }
    if (tilings.isEmpty()) {
      tilings.add(new Tiling(clamp(m, rows), clamp(n, columns), clamp(k, depth), 1, STAGES));
    }
    return List.copyOf(tilings);
  }

  /** The whole extent, and multiples of the array's side below it. */
  private static List<Integer> extents(long extent, int side) {
    List<Integer> extents = new ArrayList<>();
    for (int multiple : MULTIPLES) {
      long candidate = (long) side * multiple;
      if (candidate < extent) {
        extents.add((int) candidate);
      }
    }
    extents.add((int) Math.min(extent, Integer.MAX_VALUE));
    return extents;
  }

  /** The largest step of k whose operands fit twice; 0 when not even the engine's does. */
  private int deepest(int tileRows, int tileColumns, long k, double bytesPerElement) {
    double perStep = STAGES * bytesPerElement * ((double) tileRows + tileColumns);
    double fits = scratchpadBytes / engines / perStep;
    if (fits >= k) {
      return (int) Math.min(k, Integer.MAX_VALUE);
    }
    if (keepsOutputs && (tileRows > rows || tileColumns > columns)) {
      return 0;
    }
    return (int) (fits / depth) * depth;
  }

  /** Idle engines may share the inner loop of too few tiles. */
  private List<Integer> splits(long tiles, long steps) {
    long idle = engines / Math.max(1, tiles);
    return idle > 1 && steps > 1 ? List.of(1, (int) Math.min(idle, steps)) : List.of(1);
  }

  /** Query rows of the heads that share keys stacked, keys in multiples of the engine's columns. */
  private List<Tiling> attention(Attention attention) {
    long stacked = attention.queryLength() * (attention.heads() / attention.kvHeads());
    double width = (double) attention.queryKeyDim() + attention.valueDim();
    double keyBytes = attention.keyValue().bytes(width);
    Set<Tiling> tilings = new LinkedHashSet<>();
    for (int tileRows : extents(stacked, rows)) {
      for (int keys : extents(attention.keyLength(), columns)) {
        double operands = STAGES * keys * keyBytes;
        double scores = (double) tileRows * keys * ACCUMULATOR_BYTES;
        double carried = tileRows * width * ACCUMULATOR_BYTES;
        if (operands + scores + carried <= scratchpadBytes / engines) {
          long tiles = attention.batch() * attention.kvHeads() * ceil(stacked, tileRows);
          boolean split = attention.algorithm() == Attention.Algorithm.FLASH_SPLIT_KV;
          long steps = split ? ceil(attention.keyLength(), keys) : 1;
          for (int splits : splits(tiles, steps)) {
            tilings.add(new Tiling(tileRows, attention.valueDim(), keys, splits, STAGES));
          }
        }
      }
    }
    if (tilings.isEmpty()) {
      int keys = clamp(attention.keyLength(), columns);
      tilings.add(new Tiling(clamp(stacked, rows), attention.valueDim(), keys, 1, STAGES));
    }
    return List.copyOf(tilings);
  }

  private static int clamp(long extent, int side) {
    return (int) Math.min(extent, side);
  }

  private static long ceil(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
