package ridgepoint.cpu;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.kernel.KernelLibrary;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.GroupedGemm;
import ridgepoint.operator.Operator;
import ridgepoint.tile.Tiling;
import ridgepoint.wave.RowBlocks;

/**
 * Blockings for a CPU: tiles that give every core work, with steps as deep as half of the core's
 * own outermost cache allows.
 */
final class CpuTilings {
  private static final int[] SIDES = {16, 64, 256};
  private static final int[] SPLITS = {1, 2, 4, 8, 16};
  private static final int[] BLOCK_ROWS = {1, 4};
  private static final int SHALLOWEST = 64;
  private static final int DEEPEST = 512;
  private static final int STAGES = 2;

  private final int cores;
  private final double privateBytes;

  CpuTilings(DeviceSpec device, int privateLevels) {
    cores = device.compute().units();
    privateBytes = device.memory().get(Math.max(0, privateLevels - 1)).capacityBytes();
  }

  List<Tiling> of(Operator operator) {
    if (operator instanceof Gemm gemm) {
      return products(gemm.batches(), gemm.m(), gemm.n(), gemm.k(), bytes(gemm), true);
    }
    if (operator instanceof GroupedGemm gemm) {
      long rows = (long) Math.ceil(gemm.rows() / gemm.activeGroups());
      double bytes = gemm.computeType().bytes();
      return products(
          (long) Math.ceil(gemm.activeGroups()), rows, gemm.n(), gemm.k(), bytes, false);
    }
    if (operator instanceof Attention attention) {
      return attention(attention);
    }
    return RowBlocks.upTo(KernelLibrary.kernelFor(operator).defaultTiling(), BLOCK_ROWS);
  }

  private static double bytes(Gemm gemm) {
    return Math.max(gemm.left().type().bytes(), gemm.right().type().bytes());
  }

  private List<Tiling> products(
      long batches, long m, long n, long k, double bytes, boolean splittable) {
    List<Tiling> tilings = new ArrayList<>();
    for (int rows : SIDES) {
      if (covered(rows, (double) m)) {
        break;
      }
      for (int columns : SIDES) {
        if (covered(columns, (double) n)) {
          break;
        }
        int depth = depth(rows, columns, bytes);
        double tiles = batches * Math.ceil((double) m / rows) * Math.ceil((double) n / columns);
        for (int splits : SPLITS) {
          boolean useful = splits == 1 || (splittable && tiles * splits <= 8.0 * cores);
          while (depth > SHALLOWEST && (long) splits * depth > k) {
            depth /= 2;
          }
          if (useful && (splits == 1 || (long) splits * depth <= k)) {
            tilings.add(new Tiling(rows, columns, depth, splits, STAGES));
          }
        }
      }
    }
    return tilings;
  }

  /** Whether a smaller side already spans the whole extent, so that this one brings nothing new. */
  private static boolean covered(int side, double extent) {
    for (int smaller : SIDES) {
      if (smaller < side && smaller >= extent) {
        return true;
      }
    }
    return false;
  }

  private int depth(int rows, int columns, double bytes) {
    int depth = DEEPEST;
    while (depth > SHALLOWEST && (rows + columns) * depth * bytes * 2 > privateBytes) {
      depth /= 2;
    }
    return depth;
  }

  private List<Tiling> attention(Attention attention) {
    List<Tiling> tilings = new ArrayList<>();
    double stacked = (double) attention.queryLength() * attention.heads() / attention.kvHeads();
    for (int rows : SIDES) {
      if (covered(rows, stacked)) {
        break;
      }
      double tiles = Math.ceil(stacked / rows) * attention.kvHeads() * attention.batch();
      boolean splittable =
          attention.algorithm() == Attention.Algorithm.FLASH_SPLIT_KV && tiles <= 2.0 * cores;
      for (int splits : SPLITS) {
        if (splits == 1 || (splittable && (long) splits * SHALLOWEST <= attention.visibleKeys())) {
          tilings.add(new Tiling(rows, attention.valueDim(), SHALLOWEST, splits, STAGES));
        }
      }
    }
    return tilings;
  }
}
