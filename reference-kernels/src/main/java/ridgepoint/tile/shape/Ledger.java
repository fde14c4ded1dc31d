package ridgepoint.tile.shape;

import java.util.Arrays;
import ridgepoint.number.DataType;
import ridgepoint.tile.Recording;

/** Running totals of resources used; cleared and refilled rather than allocated anew. */
public final class Ledger {
  private final double[] loadedBytes;
  private final double[] storedBytes;
  private double matrixOperations;
  private double executedMatrixOperations;
  private DataType matrixType = DataType.FP32;
  private int matrixRows;
  private int matrixColumns;
  private int matrixDepth;
  private double largestProduct;
  private double vectorOperations;
  private double specialOperations;
  private double convertedElements;
  private int vectorInstructions;
  private boolean empty = true;

  public Ledger(int operands) {
    loadedBytes = new double[operands];
    storedBytes = new double[operands];
  }

  public void clear() {
    Arrays.fill(loadedBytes, 0);
    Arrays.fill(storedBytes, 0);
    matrixOperations = 0;
    executedMatrixOperations = 0;
    matrixType = DataType.FP32;
    matrixRows = 0;
    matrixColumns = 0;
    matrixDepth = 0;
    largestProduct = 0;
    vectorOperations = 0;
    specialOperations = 0;
    convertedElements = 0;
    vectorInstructions = 0;
    empty = true;
  }

  /** A product of [rows, depth] and [depth, columns], of which {@code useful} is wanted. */
  void product(int rows, int columns, int depth, double useful, DataType type) {
    double operations = 2.0 * rows * columns * depth;
    matrixOperations += useful;
    executedMatrixOperations += operations;
    if (operations > largestProduct) {
      largestProduct = operations;
      matrixType = type;
      matrixRows = rows;
      matrixColumns = columns;
      matrixDepth = depth;
    }
    empty = false;
  }

  /** An instruction that does so much for all elements of a tile. */
  void vector(double operations) {
    vector(operations, 0);
  }

  /** The same with special functions. */
  void vector(double operations, double special) {
    vectorOperations += operations;
    specialOperations += special;
    vectorInstructions++;
    empty = false;
  }

  void converted(double elements) {
    convertedElements += elements;
    empty = false;
  }

  void loaded(int slot, double bytes) {
    loadedBytes[slot] += bytes;
    empty = false;
  }

  void stored(int slot, double bytes) {
    storedBytes[slot] += bytes;
    empty = false;
  }

  public boolean isEmpty() {
    return empty;
  }

  /** Bytes loaded from all operands. */
  public double totalLoadedBytes() {
    double total = 0;
    for (double bytes : loadedBytes) {
      total += bytes;
    }
    return total;
  }

  /** The totals as they stand. */
  public Recording.Use use() {
    return new Recording.Use(
        matrixOperations,
        executedMatrixOperations,
        matrixType,
        matrixRows,
        matrixColumns,
        matrixDepth,
        vectorOperations,
        specialOperations,
        convertedElements,
        vectorInstructions,
        loadedBytes.clone(),
        storedBytes.clone());
  }
}
