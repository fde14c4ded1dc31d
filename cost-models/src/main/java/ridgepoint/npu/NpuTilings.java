package ridgepoint.npu;

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
 * Tilings worth timing on an NPU: whole multiples of the array, with accumulators that fit and two
 * steps of operands in the scratchpad, so that one loads while the other is in use.
 */
final class NpuTilings {
  private static final int[] MULTIPLES = {1, 2, 4, 8, 16, 32};
  private static final int STAGES = 2;
  private static final double ACCUMULATOR_BYTES = 4;

  private final SystolicArray array;
  private final int arrays;
  private final double scratchpadPerArray;
  private final double accumulatorPerArray;

  NpuTilings(SystolicArray array, int arrays, double scratchpadBytes, double accumulatorBytes) {
    this.array = array;
    this.arrays = arrays;
    this.scratchpadPerArray = scratchpadBytes / arrays;
    this.accumulatorPerArray = accumulatorBytes / arrays;
  }

  List<Tiling> of(Operator operator) {
    if (operator instanceof Gemm gemm) {
      double bytes = Math.max(gemm.left().bytes(1), gemm.right().bytes(1));
      return product(gemm.batches(), gemm.m(), gemm.n(), gemm.k(), bytes);
    }
    if (operator instanceof GroupedGemm gemm) {
      double bytes = Math.max(gemm.left().bytes(1), gemm.right().bytes(1));
      long rows = (long) Math.ceil(gemm.rows() / gemm.activeGroups());
      return product((long) Math.ceil(gemm.activeGroups()), rows, gemm.n(), gemm.k(), bytes);
    }
    if (operator instanceof Attention attention) {
      return attention(attention);
    }
    return List.of(KernelLibrary.kernelFor(operator).defaultTiling());
  }

  private List<Tiling> product(long batches, long m, long n, long k, double bytesPerElement) {
    Set<Tiling> tilings = new LinkedHashSet<>();
    for (int rows : extents(m, array.rows())) {
      for (int columns : extents(n, array.columns())) {
        int depth = deepest(rows, columns, k, bytesPerElement);
        if (depth > 0 && (double) rows * columns * ACCUMULATOR_BYTES <= accumulatorPerArray) {
          long tiles = batches * ceil(m, rows) * ceil(n, columns);
          for (int splits : splits(tiles, ceil(k, depth))) {
            tilings.add(new Tiling(rows, columns, depth, splits, STAGES));
          }
        }
      }
    }
    if (tilings.isEmpty()) {
      tilings.add(
          new Tiling(
              clamp(m, array.rows()),
              clamp(n, array.columns()),
              clamp(k, array.rows()),
              1,
              STAGES));
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

  /** The largest step of k whose operands fit twice; 0 when not even one array's worth does. */
  private int deepest(int rows, int columns, long k, double bytesPerElement) {
    double fits = scratchpadPerArray / (STAGES * bytesPerElement * ((double) rows + columns));
    if (fits >= k) {
      return (int) Math.min(k, Integer.MAX_VALUE);
    }
    int whole = (int) (fits / array.rows()) * array.rows();
    return array.keepsOutputs() && (rows > array.rows() || columns > array.columns()) ? 0 : whole;
  }

  /** Idle arrays may share the inner loop of too few tiles. */
  private List<Integer> splits(long tiles, long steps) {
    long idle = arrays / Math.max(1, tiles);
    return idle > 1 && steps > 1 ? List.of(1, (int) Math.min(idle, steps)) : List.of(1);
  }

  /** Query rows of the heads that share keys stacked, keys in multiples of the array. */
  private List<Tiling> attention(Attention attention) {
    long stacked = attention.queryLength() * (attention.heads() / attention.kvHeads());
    double width = (double) attention.queryKeyDim() + attention.valueDim();
    double keyBytes = attention.keyValue().bytes(width);
    Set<Tiling> tilings = new LinkedHashSet<>();
    for (int rows : extents(stacked, array.rows())) {
      for (int keys : extents(attention.keyLength(), array.columns())) {
        double operands = STAGES * keys * keyBytes;
        double scores = (double) rows * keys * ACCUMULATOR_BYTES;
        double carried = rows * width * ACCUMULATOR_BYTES;
        if (operands + scores + carried <= scratchpadPerArray) {
          long tiles = attention.batch() * attention.kvHeads() * ceil(stacked, rows);
          boolean split = attention.algorithm() == Attention.Algorithm.FLASH_SPLIT_KV;
          long steps = split ? ceil(attention.keyLength(), keys) : 1;
          for (int splits : splits(tiles, steps)) {
            tilings.add(new Tiling(rows, attention.valueDim(), keys, splits, STAGES));
          }
        }
      }
    }
    if (tilings.isEmpty()) {
      int rows = clamp(stacked, array.rows());
      int keys = clamp(attention.keyLength(), array.columns());
      tilings.add(new Tiling(rows, attention.valueDim(), keys, 1, STAGES));
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
