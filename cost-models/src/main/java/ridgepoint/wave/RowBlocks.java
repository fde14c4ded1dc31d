package ridgepoint.wave;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.tile.Tiling;

/** Tilings of kernels that work row by row. */
public final class RowBlocks {
  private RowBlocks() {}

  /** The kernel's own tiling, and the same with fewer rows to a block. */
  public static List<Tiling> upTo(Tiling own, int... fewerRows) {
    List<Tiling> tilings = new ArrayList<>();
    tilings.add(own);
    for (int rows : fewerRows) {
      if (rows < own.rows()) {
        tilings.add(new Tiling(rows, own.columns(), own.depth(), 1, own.stages()));
      }
    }
    return tilings;
  }
}
