package ridgepoint.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import ridgepoint.kernel.KernelLibrary;
import ridgepoint.operator.Attention;
import ridgepoint.operator.CausalConvolution;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.GroupedGemm;
import ridgepoint.operator.Operator;
import ridgepoint.operator.StateScan;
import ridgepoint.tile.Tiling;

/**
 * Tilings worth timing on engines with a scratchpad, which work on one tile together: whole
 * multiples of an engine's sides, with accumulators that fit and two steps of operands in the
 * scratchpad, so that one loads while the other is in use.
 *
 * @param rows of m that suit the engine
 * @param columns of n (or keys) that suit it
 * @param depth of k that suits it
 * @param engines that work side by side
 * @param scratchpadBytes for operands
 * @param accumulatorBytes for partial sums
 * @param keepsOutputs whether engines accumulate in themselves: a tile of more blocks than there
 *     are engines must then be given all of k in one step
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
  private static final int[] ROW_FACTORS = {1, 8, 64};
  private static final int STAGES = 2;

  /** A first step this much shorter is there sooner. */
  private static final int SHALLOWER = 8;

  /** Tiles a row-wise kernel holds at a time: inputs, an intermediate and the result. */
  private static final double ROW_TILES = 4;

  private static final double ACCUMULATOR_BYTES = 4;

  /** In a fixed order; the kernel's own tiling for operators without products. */
  public List<Tiling> of(Operator operator) {
    if (operator instanceof Gemm gemm) {
      double bytes = Math.max(gemm.left().bytes(1), gemm.right().bytes(1));
      return product(gemm.m(), gemm.n(), gemm.k(), bytes);
    }
    if (operator instanceof GroupedGemm gemm) {
      double bytes = Math.max(gemm.left().bytes(1), gemm.right().bytes(1));
      long rowsEach = (long) Math.ceil(gemm.rows() / gemm.activeGroups());
      return product(rowsEach, gemm.n(), gemm.k(), bytes);
    }
    if (operator instanceof Attention attention) {
      return attention(attention);
    }
    Tiling own = KernelLibrary.kernelFor(operator).defaultTiling();
    return operator instanceof StateScan || operator instanceof CausalConvolution
        ? List.of(own)
        : moreRows(own);
  }

  /** A row-wise kernel's own tiling, and with more rows as far as they fit. */
  private List<Tiling> moreRows(Tiling own) {
    List<Tiling> tilings = new ArrayList<>();
    for (int factor : ROW_FACTORS) {
      int tileRows = own.rows() * factor;
      double bytes = ROW_TILES * STAGES * (double) tileRows * own.columns() * ACCUMULATOR_BYTES;
      if (factor == 1 || bytes <= scratchpadBytes) {
        tilings.add(new Tiling(tileRows, own.columns(), own.depth(), 1, own.stages()));
      }
    }
    return tilings;
  }

  private List<Tiling> product(long m, long n, long k, double bytesPerElement) {
    Set<Tiling> tilings = new LinkedHashSet<>();
    for (int tileRows : extents(m, rows)) {
      for (int tileColumns : extents(n, columns)) {
        int step = deepest(tileRows, tileColumns, k, bytesPerElement);
        double accumulators = (double) tileRows * tileColumns * ACCUMULATOR_BYTES;
        if (step > 0 && accumulators <= accumulatorBytes) {
          tilings.add(new Tiling(tileRows, tileColumns, step, 1, STAGES));
          int shallow = step / SHALLOWER / depth * depth;
          if (shallow > 0 && !outgrows(tileRows, tileColumns)) {
            tilings.add(new Tiling(tileRows, tileColumns, shallow, 1, STAGES));
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
    double fits = scratchpadBytes / perStep;
    if (fits >= k) {
      return (int) Math.min(k, Integer.MAX_VALUE);
    }
    if (outgrows(tileRows, tileColumns)) {
      return 0;
    }
    return ((int) (fits / depth)) * depth;
  }

  /** Whether a tile has more output blocks than engines that would have to keep them. */
  private boolean outgrows(int tileRows, int tileColumns) {
    return keepsOutputs && ceil(tileRows, rows) * ceil(tileColumns, columns) > engines;
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
        if (operands + scores + carried <= scratchpadBytes) {
          tilings.add(new Tiling(tileRows, attention.valueDim(), keys, 1, STAGES));
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
