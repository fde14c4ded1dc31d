package ridgepoint.tile;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.tile.TileProgram.TileClass;

/** Tiles numbered over several axes, the last one fastest. */
public final class Grid {
  private final Axis[] axes;

  public Grid(Axis... axes) {
    this.axes = axes.clone();
  }

  public long tiles() {
    long tiles = 1;
    for (Axis axis : axes) {
      tiles *= axis.blocks();
    }
    return tiles;
  }

  public Axis axis(int axis) {
    return axes[axis];
  }

  /** Block along {@code axis} of a tile. */
  public long block(long tile, int axis) {
    long rest = tile;
    for (int faster = axes.length - 1; faster > axis; faster--) {
      rest /= axes[faster].blocks();
    }
    return rest % axes[axis].blocks();
  }

  /** The two axes that tiles are numbered along fastest; null where there are not two. */
  Raster.Plane plane() {
    return axes.length < 2
        ? null
        : new Raster.Plane(axes[axes.length - 2].blocks(), axes[axes.length - 1].blocks());
  }

  /** Rectangle of a tile of a grid of rows and columns, in the first matrix of an operand. */
  public Region region(long tile) {
    long row = block(tile, 0);
    long column = block(tile, 1);
    return new Region(
        0, axes[0].begin(row), axes[1].begin(column), axes[0].size(row), axes[1].size(column));
  }

  /**
   * Tiles that differ only in being at the edge of an axis or not: at most 2 classes per axis.
   * Classes come in the order of their representatives' first axis, full blocks before edges.
   */
  public List<TileClass> classes() {
    List<TileClass> classes = new ArrayList<>(4);
    collect(0, 0, 1, classes);
    return classes;
  }

  /** The class of a tile, by its place in {@link #classes}. */
  public int classOf(long tile) {
    int place = 0;
    for (int axis = 0; axis < axes.length; axis++) {
      Axis here = axes[axis];
      boolean both = here.fullBlocks() > 0 && here.hasEdge();
      boolean atEdge = block(tile, axis) >= here.fullBlocks();
      place = place * (both ? 2 : 1) + (both && atEdge ? 1 : 0);
    }
    return place;
  }

  private void collect(int axis, long tile, double count, List<TileClass> into) {
    if (axis == axes.length) {
      into.add(new TileClass(tile, count));
      return;
    }
    Axis here = axes[axis];
    long base = tile * here.blocks();
    long full = here.fullBlocks();
    if (full > 0) {
      collect(axis + 1, base, count * full, into);
    }
    if (here.hasEdge()) {
      collect(axis + 1, base + full, count, into);
    }
  }
}
