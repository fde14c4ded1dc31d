package ridgepoint.execution;

import java.util.function.UnaryOperator;

/** Rearrangements of numbers, which kernels do by their addressing. Nothing is computed. */
final class Layouts {
  private Layouts() {}

  /** The same rearrangement on every device. */
  static float[][] onEach(float[][] values, UnaryOperator<float[]> change) {
    float[][] changed = new float[values.length][];
    for (int device = 0; device < values.length; device++) {
      changed[device] = change.apply(values[device]);
    }
    return changed;
  }

  /** Columns [from, from + count) of rows that are {@code width} wide. */
  static float[] columns(float[] x, int width, int from, int count) {
    float[] y = new float[x.length / width * count];
    for (int row = 0; row < x.length / width; row++) {
      System.arraycopy(x, row * width + from, y, row * count, count);
    }
    return y;
  }

  static float[][] columns(float[][] x, int width, int from, int count) {
    return onEach(x, values -> columns(values, width, from, count));
  }

  /** Matrices of {@code rows} rows side by side. */
  static float[] beside(int rows, float[]... parts) {
    int width = 0;
    for (float[] part : parts) {
      width += part.length / rows;
    }
    float[] y = new float[rows * width];
    int column = 0;
    for (float[] part : parts) {
      int own = part.length / rows;
      for (int row = 0; row < rows; row++) {
        System.arraycopy(part, row * own, y, row * width + column, own);
      }
      column += own;
    }
    return y;
  }

  static float[][] beside(int rows, float[][] left, float[][] right) {
    float[][] y = new float[left.length][];
    for (int device = 0; device < y.length; device++) {
      y[device] = beside(rows, left[device], right[device]);
    }
    return y;
  }

  /** Chosen rows of a matrix, in that order. */
  static float[] rows(float[] x, int width, int[] chosen) {
    float[] y = new float[chosen.length * width];
    for (int i = 0; i < chosen.length; i++) {
      System.arraycopy(x, chosen[i] * width, y, i * width, width);
    }
    return y;
  }

  /** [outer, first, second, width] to [outer, second, first, width]. */
  static float[] exchanged(float[] x, int outer, int first, int second, int width) {
    float[] y = new float[x.length];
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < first; i++) {
        for (int j = 0; j < second; j++) {
          int from = ((o * first + i) * second + j) * width;
          System.arraycopy(x, from, y, ((o * second + j) * first + i) * width, width);
        }
      }
    }
    return y;
  }

  /** Sequences of tokens [batch, tokens, heads, width] to heads of tokens. */
  static float[][] byHead(float[][] x, int batch, int tokens, int heads, int width) {
    return onEach(x, values -> exchanged(values, batch, tokens, heads, width));
  }

  /** Heads of tokens [batch, heads, tokens, width] to tokens of heads. */
  static float[][] byToken(float[][] x, int batch, int tokens, int heads, int width) {
    return onEach(x, values -> exchanged(values, batch, heads, tokens, width));
  }
}
