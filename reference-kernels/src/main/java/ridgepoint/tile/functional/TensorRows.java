package ridgepoint.tile.functional;

import ridgepoint.number.DataType;
import ridgepoint.simd.Rows;
import ridgepoint.tensor.Tensor;

/** The rows of one matrix of a tensor from a column on, read into tiles and written from them. */
record TensorRows(Tensor tensor, long batch, long column, TileBuffers buffers) {

  /** Neighbouring rows. */
  NumberTile read(long firstRow, int rows, int columns) {
    if (isInteger()) {
      int[] integers = new int[rows * columns];
      for (int i = 0; i < rows; i++) {
        tensor.readIntegers(batch, firstRow + i, column, columns, integers, i * columns);
      }
      return NumberTile.ofIntegers(rows, columns, integers);
    }
    if (tensor.isPlainFp32()) {
      int first = tensor.indexOf(batch, firstRow, column, columns);
      tensor.indexOf(batch, firstRow + rows - 1, column, columns);
      return NumberTile.view(
          rows, columns, new Rows(tensor.floats(), first, tensor.columns()), buffers);
    }
    float[] values = buffers.take(rows * columns);
    for (int i = 0; i < rows; i++) {
      tensor.read(batch, firstRow + i, column, columns, values, i * columns);
    }
    return tile(rows, columns, values);
  }

  /** The rows with the given indices. */
  NumberTile read(int[] rowIndices, int columns) {
    int rows = rowIndices.length;
    if (isInteger()) {
      int[] integers = new int[rows * columns];
      for (int i = 0; i < rows; i++) {
        tensor.readIntegers(batch, rowIndices[i], column, columns, integers, i * columns);
      }
      return NumberTile.ofIntegers(rows, columns, integers);
    }
    float[] values = buffers.take(rows * columns);
    for (int i = 0; i < rows; i++) {
      tensor.read(batch, rowIndices[i], column, columns, values, i * columns);
    }
    return tile(rows, columns, values);
  }

  void write(long firstRow, NumberTile value) {
    float[] values = value.values();
    for (int i = 0; i < value.rows(); i++) {
      writeRow(firstRow + i, value, values, i * value.columns());
    }
  }

  void write(int[] rowIndices, NumberTile value) {
    float[] values = value.values();
    for (int i = 0; i < rowIndices.length; i++) {
      writeRow(rowIndices[i], value, values, i * value.columns());
    }
  }

  private void writeRow(long row, NumberTile value, float[] values, int at) {
    if (value.hasIntegers() && isInteger()) {
      tensor.writeIntegers(batch, row, column, value.columns(), value.integers(), at);
    } else {
      tensor.write(batch, row, column, value.columns(), values, at);
    }
  }

  private boolean isInteger() {
    return tensor.format().type() == DataType.INT32;
  }

  private NumberTile tile(int rows, int columns, float[] values) {
    DataType type = tensor.format().type();
    return NumberTile.exact(rows, columns, type, tensor.format().isGrouped(), values);
  }
}
