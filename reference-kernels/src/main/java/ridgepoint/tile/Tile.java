package ridgepoint.tile;

import ridgepoint.number.DataType;

/**
 * A matrix held on chip. Machines that compute keep numbers in it, machines that count only its
 * shape. {@code type} is what its elements are rounded to.
 */
public interface Tile {
  int rows();

  int columns();

  DataType type();
}
