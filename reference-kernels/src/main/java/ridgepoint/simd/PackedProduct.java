package ridgepoint.simd;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products by register blocks (Goto and van de Geijn 2008, <a
 * href="https://doi.org/10.1145/1356052.1356053">Anatomy of high-performance matrix
 * multiplication</a>; the blocks are those of Van Zee and van de Geijn 2015, <a
 * href="https://doi.org/10.1145/2764454">BLIS</a>): the right operand is packed into panels of two
 * vectors' width, and six rows by one panel of the accumulator stay in twelve registers while k
 * runs by. Rows and columns that the operands lack are zeros.
 */
final class PackedProduct {
  private static final VectorSpecies<Float> LANES = VectorArithmetic.LANES;
  private static final int WIDTH = LANES.length();
  private static final int ROWS = 6;
  private static final int COLUMNS = 2 * WIDTH;

  /** Elements of a cache line, which are packed before the next line is touched. */
  private static final int LINE = 16;

  private final float[] edge = new float[ROWS * COLUMNS];
  private float[] panels = new float[0];
  private float[] lastRows = new float[0];

  /** accumulator[m,n] += left[m,k] right[k,n]. */
  void multiply(float[] accumulator, float[] left, Rows right, int m, int n, int k) {
    reserve(n, k);
    for (int column = 0; column < n; column += COLUMNS) {
      pack(right, column, Math.min(COLUMNS, n - column), k, column * k);
    }
    multiplyPacked(accumulator, left, m, n, k);
  }

  /** accumulator[m,n] += left[m,k] transpose(right[n,k]). */
  void multiplyTransposed(float[] accumulator, float[] left, Rows right, int m, int n, int k) {
    reserve(n, k);
    for (int column = 0; column < n; column += COLUMNS) {
      packTransposed(right, column, Math.min(COLUMNS, n - column), k, column * k);
    }
    multiplyPacked(accumulator, left, m, n, k);
  }

  private void reserve(int n, int k) {
    int needed = (n + COLUMNS - 1) / COLUMNS * COLUMNS * k;
    if (panels.length < needed) {
      panels = new float[needed];
    }
  }

  private void multiplyPacked(float[] accumulator, float[] left, int m, int n, int k) {
    int wholeRows = m - m % ROWS;
    if (wholeRows < m) {
      copyLastRows(left, wholeRows, m, k);
    }
    for (int column = 0; column < n; column += COLUMNS) {
      int panel = column * k;
      boolean whole = column + COLUMNS <= n;
      for (int row = 0; row < wholeRows; row += ROWS) {
        if (whole) {
          block(left, row * k, k, panel, accumulator, row * n + column, n);
        } else {
          edge(left, row * k, k, panel, accumulator, row * n + column, n, ROWS, n - column);
        }
      }
      if (wholeRows < m) {
        int width = Math.min(COLUMNS, n - column);
        int at = wholeRows * n + column;
        edge(lastRows, 0, k, panel, accumulator, at, n, m - wholeRows, width);
      }
    }
  }

  /** Rows of [k,n], a panel's width each. */
  private void pack(Rows right, int column, int width, int k, int to) {
    for (int p = 0; p < k; p++) {
      int at = to + p * COLUMNS;
      System.arraycopy(right.values(), right.row(p) + column, panels, at, width);
      Arrays.fill(panels, at + width, at + COLUMNS, 0);
    }
  }

  /** Rows of [n,k] become columns. */
  private void packTransposed(Rows right, int row, int width, int k, int to) {
    float[] values = right.values();
    for (int first = 0; first < k; first += LINE) {
      int end = Math.min(first + LINE, k);
      for (int j = 0; j < width; j++) {
        int from = right.row(row + j);
        for (int p = first; p < end; p++) {
          panels[to + p * COLUMNS + j] = values[from + p];
        }
      }
    }
    for (int p = 0; p < k && width < COLUMNS; p++) {
      Arrays.fill(panels, to + p * COLUMNS + width, to + (p + 1) * COLUMNS, 0);
    }
  }

  private void copyLastRows(float[] left, int from, int m, int k) {
    if (lastRows.length < ROWS * k) {
      lastRows = new float[ROWS * k];
    }
    System.arraycopy(left, from * k, lastRows, 0, (m - from) * k);
    Arrays.fill(lastRows, (m - from) * k, ROWS * k, 0);
  }

  /** A block of which some rows or columns lie outside the accumulator. */
  private void edge(
      float[] left,
      int at,
      int k,
      int panel,
      float[] accumulator,
      int to,
      int n,
      int rows,
      int columns) {
    for (int i = 0; i < rows; i++) {
      System.arraycopy(accumulator, to + i * n, edge, i * COLUMNS, columns);
    }
    block(left, at, k, panel, edge, 0, COLUMNS);
    for (int i = 0; i < rows; i++) {
      System.arraycopy(edge, i * COLUMNS, accumulator, to + i * n, columns);
    }
  }

  /** Six rows by two vectors; {@code n} is the distance of the accumulator's rows. */
  private void block(float[] left, int at, int k, int panel, float[] c, int to, int n) {
    int r1 = to + n;
    int r2 = r1 + n;
    int r3 = r2 + n;
    int r4 = r3 + n;
    int r5 = r4 + n;
    FloatVector c00 = FloatVector.fromArray(LANES, c, to);
    FloatVector c01 = FloatVector.fromArray(LANES, c, to + WIDTH);
    FloatVector c10 = FloatVector.fromArray(LANES, c, r1);
    FloatVector c11 = FloatVector.fromArray(LANES, c, r1 + WIDTH);
    FloatVector c20 = FloatVector.fromArray(LANES, c, r2);
    FloatVector c21 = FloatVector.fromArray(LANES, c, r2 + WIDTH);
    FloatVector c30 = FloatVector.fromArray(LANES, c, r3);
    FloatVector c31 = FloatVector.fromArray(LANES, c, r3 + WIDTH);
    FloatVector c40 = FloatVector.fromArray(LANES, c, r4);
    FloatVector c41 = FloatVector.fromArray(LANES, c, r4 + WIDTH);
    FloatVector c50 = FloatVector.fromArray(LANES, c, r5);
    FloatVector c51 = FloatVector.fromArray(LANES, c, r5 + WIDTH);
    float[] b = panels;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(LANES, b, panel + p * COLUMNS);
      FloatVector b1 = FloatVector.fromArray(LANES, b, panel + p * COLUMNS + WIDTH);
      FloatVector a = FloatVector.broadcast(LANES, left[at + p]);
      c00 = a.fma(b0, c00);
      c01 = a.fma(b1, c01);
      a = FloatVector.broadcast(LANES, left[at + k + p]);
      c10 = a.fma(b0, c10);
      c11 = a.fma(b1, c11);
      a = FloatVector.broadcast(LANES, left[at + 2 * k + p]);
      c20 = a.fma(b0, c20);
      c21 = a.fma(b1, c21);
      a = FloatVector.broadcast(LANES, left[at + 3 * k + p]);
      c30 = a.fma(b0, c30);
      c31 = a.fma(b1, c31);
      a = FloatVector.broadcast(LANES, left[at + 4 * k + p]);
      c40 = a.fma(b0, c40);
      c41 = a.fma(b1, c41);
      a = FloatVector.broadcast(LANES, left[at + 5 * k + p]);
      c50 = a.fma(b0, c50);
      c51 = a.fma(b1, c51);
    }
    c00.intoArray(c, to);
    c01.intoArray(c, to + WIDTH);
    c10.intoArray(c, r1);
    c11.intoArray(c, r1 + WIDTH);
    c20.intoArray(c, r2);
    c21.intoArray(c, r2 + WIDTH);
    c30.intoArray(c, r3);
    c31.intoArray(c, r3 + WIDTH);
    c40.intoArray(c, r4);
    c41.intoArray(c, r4 + WIDTH);
    c50.intoArray(c, r5);
    c51.intoArray(c, r5 + WIDTH);
  }
}
