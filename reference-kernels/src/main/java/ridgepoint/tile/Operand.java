package ridgepoint.tile;

import ridgepoint.number.Format;
import ridgepoint.operator.Role;

/**
 * A tensor as a kernel sees it: {@code batches} matrices of [rows, columns] in memory.
 *
 * @param slot position among the program's operands; machines keep their books by it
 */
public record Operand(
    int slot, String name, Role role, Format format, long batches, long rows, long columns) {

  public double bytes() {
    return format.bytes((double) batches * rows * columns);
  }

  /** The region of {@code rows} x {@code columns} at the given origin. */
  public Region at(long batch, long row, long column, int rows, int columns) {
    return new Region(batch, row, column, rows, columns);
  }
}
