package ridgepoint.gpu;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.operator.Attention;
import ridgepoint.tile.Tiling;

/**
 * Tilings of attention: 16 to 128 queries (heads that share keys stacked), keys 64 or 128 at a
 * time, and, where the algorithm splits keys, as many workers as fill the device about once or
 * twice.
 */
final class AttentionTilings {
  private static final int[] ROWS = {16, 64, 128};
  private static final int[] DEPTHS = {64, 128};
  private static final int MOST_SPLITS = 128;
  private static final int STAGES = 2;

  private final int units;
  private final double sharedBytes;

  AttentionTilings(DeviceSpec device) {
    units = device.compute().units();
    sharedBytes = ((Architecture.Gpu) device.architecture()).sharedBytesPerBlock();
  }

  List<Tiling> of(Attention attention) {
    List<Tiling> tilings = new ArrayList<>();
    double stacked = (double) attention.queryLength() * attention.heads() / attention.kvHeads();
    for (int rows : ROWS) {
      if (rows > ROWS[0] && rows >= 2 * stacked) {
        break;
      }
      double tiles = Math.ceil(stacked / rows) * attention.kvHeads() * (double) attention.batch();
      for (int depth : DEPTHS) {
        if (depth == DEPTHS[0] || fits(attention, rows, depth)) {
          addSplits(attention, rows, depth, tiles, tilings);
        }
      }
    }
    return tilings;
  }

  private boolean fits(Attention attention, int rows, int depth) {
    int width = attention.queryKeyDim() + (attention.sharedKeyValue() ? 0 : attention.valueDim());
    double keys = attention.keyValue().bytes((double) depth * width) * STAGES;
    double queries = attention.activation().bytes((double) rows * attention.queryKeyDim());
    return keys + queries <= sharedBytes;
  }

  private void addSplits(
      Attention attention, int rows, int depth, double tiles, List<Tiling> tilings) {
    tilings.add(new Tiling(rows, attention.valueDim(), depth, 1, STAGES));
    boolean alreadyFull = tiles > 4.0 * units;
    if (attention.algorithm() != Attention.Algorithm.FLASH_SPLIT_KV || alreadyFull) {
      return;
    }
    double steps = Math.ceil((double) attention.visibleKeys() / depth);
    int tried = 0;
    for (int splits = 2; splits <= MOST_SPLITS && splits <= steps; splits *= 2) {
      boolean fillsHalf = tiles * splits * 2 >= units;
      boolean last = splits * 2 > MOST_SPLITS || splits * 2 > steps;
      if (fillsHalf || last) {
        tilings.add(new Tiling(rows, attention.valueDim(), depth, splits, STAGES));
        tried++;
      }
      if (tried == 3 || tiles * splits > 4.0 * units) {
        return;
      }
    }
  }
}
