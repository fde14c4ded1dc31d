package ridgepoint.tile;

import java.util.List;

/**
 * A program whose tiles are the blocks of a grid.
 *
 * @param next the pass that follows, or null
 */
public record GridProgram(
    String name, List<Operand> operands, Grid grid, Body body, TileProgram next)
    implements TileProgram {

  /** What one tile does. */
  @FunctionalInterface
  public interface Body {
    void tile(TileMachine machine, long index);
  }

  public GridProgram {
    operands = List.copyOf(operands);
  }

  /** A program of one pass. */
  public static GridProgram of(String name, List<Operand> operands, Grid grid, Body body) {
    return new GridProgram(name, operands, grid, body, null);
  }

  @Override
  public List<TileClass> tileClasses() {
    return grid.classes();
  }

  @Override
  public int tileClass(long index) {
    return grid.classOf(index);
  }

  @Override
  public long tiles() {
    return grid.tiles();
  }

  @Override
  public Raster.Plane plane() {
    return grid.plane();
  }

  @Override
  public void tile(TileMachine machine, long index) {
    body.tile(machine, index);
  }
}
