package ridgepoint.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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

  private static final int STAGES = 2;
  private static final int ACCUMULATOR_BYTES = 4;

  private final int units;
  private final double sharedBytes;
  private final double registerBytes;
  private final GpuParameters parameters;

  AttentionTilings(DeviceSpec device, GpuParameters parameters) {
    units = device.compute().units();
    Architecture.Gpu gpu = (Architecture.Gpu) device.architecture();
    sharedBytes = gpu.sharedBytesPerBlock();
    registerBytes = gpu.registerBytesPerUnit() * parameters.registerShare();
    this.parameters = parameters;
  }

  List<Tiling> of(Attention attention) {
    double sharing = (double) attention.heads() / attention.kvHeads();
    return of(attention, sharing, headByHead(attention, sharing));
  }

  /** Tilings in which heads that share keys are stacked; none where no tile holds the group. */
  List<Tiling> stacked(Attention attention) {
    double sharing = (double) attention.heads() / attention.kvHeads();
    return sharing > parameters.mostStackedHeads() ? List.of() : of(attention, sharing, false);
  }

  /** Tilings in which every head walks its keys alone, though others may share them. */
  List<Tiling> headByHead(Attention attention) {
    return of(attention, (double) attention.heads() / attention.kvHeads(), true);
  }

  private List<Tiling> of(Attention attention, double sharing, boolean headByHead) {
    List<Tiling> tilings = new ArrayList<>();
    double stacked = attention.queryLength() * (headByHead ? 1 : sharing);
    double matrices =
        (double) attention.batch() * (headByHead ? attention.heads() : attention.kvHeads());
    int columns = Math.min(attention.valueDim(), parameters.tileColumns());
    double columnBlocks = Math.ceil((double) attention.valueDim() / columns);
    for (int rows : rows(attention, headByHead, stacked)) {
      double tiles = Math.ceil(stacked / rows) * matrices * columnBlocks;
      int[] depths = stacked == 1 && keysInRegisters(attention) ? registerDepth(attention) : DEPTHS;
      for (int depth : depths) {
        if (depth == depths[0] || fits(attention, rows, depth)) {
          int splits = splits(attention, depth, tiles);
          tilings.add(new Tiling(rows, columns, depth, splits, STAGES));
        }
      }
    }
    return tilings;
  }

  /**
   * Whether heads that share keys are computed one by one: groups too large for a tile, and so few
   * blocks of keys that the kernels which stack heads would leave most SMs idle.
   */
  private boolean headByHead(Attention attention, double sharing) {
    if (sharing > parameters.mostStackedHeads()) {
      return true;
    }
    if (!splitsKeys(attention) || sharing == 1) {
      return false;
    }
    double blocks =
        Math.max(1, Math.floor(attention.keyLength() / parameters.keysPerSplit()))
            * attention.batch()
            * attention.kvHeads();
    return blocks < parameters.fewestStackedTiles() * units;
  }

  private boolean keysInRegisters(Attention attention) {
    return splitsKeys(attention)
        && parameters.queryRows() == ROWS[0]
        && !attention.sharedKeyValue();
  }

  /**
   * Heads that have their keys to themselves go through registers, few keys at a time, in kernels
   * whose tiles are as small as that: a block's threads load 16 bytes each, as many keys as that
   * makes when heads are padded to a power of two.
   */
  private int[] registerDepth(Attention attention) {
    int padded = Integer.highestOneBit(2 * attention.valueDim() - 1);
    double loaded = parameters.stepBytes() / attention.activation().bytes(padded);
    return new int[] {(int) Math.max(1, Math.min(parameters.stepKeys(), loaded))};
  }

  private int[] rows(Attention attention, boolean headByHead, double stacked) {
    if (headByHead) {
      return new int[] {(int) Math.min(parameters.queryRows(), attention.queryLength())};
    }
    if (attention.algorithm() == Attention.Algorithm.FLASH) {
      return new int[] {parameters.queryRows()};
    }
    if (attention.sharedKeyValue()) {
      return latentRows(Math.min(attention.valueDim(), parameters.tileColumns()), stacked);
    }
    int fewest = parameters.queryRows();
    return IntStream.of(ROWS)
        .filter(rows -> rows == fewest || (rows > fewest && rows < 2 * stacked))
        .toArray();
  }

  /**
   * Heads of a tile over latents: the fewest there are, or more that fill a tile whose sums the
   * registers hold.
   */
  private int[] latentRows(int columns, double stacked) {
    return IntStream.of(ROWS)
        .filter(rows -> rows >= parameters.queryRows())
        .filter(
            rows ->
                rows == parameters.queryRows()
                    || (rows <= stacked
                        && (double) ACCUMULATOR_BYTES * rows * columns <= registerBytes))
        .toArray();
  }

  private boolean fits(Attention attention, int rows, int depth) {
    int width = attention.queryKeyDim() + (attention.sharedKeyValue() ? 0 : attention.valueDim());
    double keys = attention.keyValue().bytes((double) depth * width) * STAGES;
    double queries = attention.activation().bytes((double) rows * attention.queryKeyDim());
    return keys + queries <= sharedBytes;
  }

  private static boolean splitsKeys(Attention attention) {
    return attention.algorithm() == Attention.Algorithm.FLASH_SPLIT_KV;
  }

  /** As many workers to a tile as fill the device, each with enough keys. */
  private int splits(Attention attention, int depth, double tiles) {
    boolean splits =
        splitsKeys(attention)
            && attention.heads() / attention.kvHeads() >= parameters.headsToSplit();
    if (!splits) {
      return 1;
    }
    double keys = parameters.splitsHistory() ? attention.keyLength() : attention.visibleKeys();
    double fewest = Math.max(depth * parameters.stepsPerSplit(), parameters.keysPerSplit());
    double whole = keys / fewest;
    double enough = Math.min(whole, Math.rint(Math.sqrt(whole * parameters.linearSplits())));
    double share = parameters.splitWaves() * units / tiles;
    double filling = parameters.roundsUp() ? Math.ceil(share) : share;
    double most = parameters.idleWorkers() ? filling : Math.min(filling, steps(attention, depth));
    return (int) Math.max(1, Math.min(parameters.mostSplits(), Math.min(enough, most)));
  }

  private static double steps(Attention attention, int depth) {
    return Math.ceil((double) attention.visibleKeys() / depth);
  }
}
