package ridgepoint.attention;

import ridgepoint.tile.Operand;
import ridgepoint.tile.Region;

/**
 * Where a tile of queries lies.
 *
 * @param row first row among the stacked heads
 * @param rows stacked heads times queries
 * @param firstQuery first query, counted from 0
 * @param queries queries of each head
 * @param column first column of the values
 * @param columns of the values
 */
record AttentionTile(
    long batch,
    long row,
    int rows,
    long firstQuery,
    int queries,
    long column,
    int columns,
    int split) {

  /** The same rows in the tensors of partial results, which have a matrix per split. */
  AttentionTile part(int splits) {
    return new AttentionTile(
        batch * splits + split, row, rows, firstQuery, queries, column, columns, split);
  }

  /** These rows of an operand, all columns. */
  Region of(Operand operand) {
    return operand.at(batch, row, 0, rows, (int) operand.columns());
  }

  /** These rows of an operand, as many columns as this tile has of the values. */
  Region valuesOf(Operand operand) {
    return operand.at(batch, row, column, rows, columns);
  }
}
