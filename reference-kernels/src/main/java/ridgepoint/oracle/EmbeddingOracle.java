package ridgepoint.oracle;

/** Rows of a table by token id. */
public final class EmbeddingOracle {
  private EmbeddingOracle() {}

  public static double[] embed(int columns, double[] table, int[] tokens) {
    double[] rows = new double[tokens.length * columns];
    for (int i = 0; i < tokens.length; i++) {
      for (int j = 0; j < columns; j++) {
        rows[i * columns + j] = table[tokens[i] * columns + j];
      }
    }
    return rows;
  }
}
