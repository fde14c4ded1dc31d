package ridgepoint.tile.shape;

import ridgepoint.tile.Operand;
import ridgepoint.tile.Region;
import ridgepoint.tile.Tile;

/** Which shapes go together; the others are refused. */
final class ShapeRules {
  private ShapeRules() {}

  static boolean broadcasts(int left, int right) {
    return left == right || left == 1 || right == 1;
  }

  static void require(boolean holds, String what, Tile left, Tile right) {
    if (!holds) {
      throw new IllegalArgumentException(what + ": " + left + " with " + right);
    }
  }

  static void requireInside(Operand operand, Region region) {
    if (region.batch() < 0
        || region.row() < 0
        || region.column() < 0
        || region.batch() >= operand.batches()
        || region.row() + region.rows() > operand.rows()
        || region.column() + region.columns() > operand.columns()) {
      throw new IllegalArgumentException(region + " lies outside " + operand);
    }
  }
}
