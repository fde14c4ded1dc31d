package ridgepoint.oracle;

/**
 * Rotary position embedding (Su 2021): the complex number of dimensions i and i + dim/2 (half-split
 * order, as GPT-NeoX and Llama checkpoints have it) is turned by position x base^(-2i / dim).
 */
public final class RotaryOracle {
  private RotaryOracle() {}

  /** Rotates x [tokens, heads, dim] by the angles of a table [tokens, dim]. */
  public static double[] rotate(int heads, int dim, double[] x, double[] table) {
    double[] y = new double[x.length];
    int half = dim / 2;
    for (int token = 0; token < table.length / dim; token++) {
      for (int i = 0; i < half; i++) {
        double cosine = table[token * dim + i];
        double sine = table[token * dim + half + i];
        for (int head = 0; head < heads; head++) {
          int first = (token * heads + head) * dim + i;
          double real = x[first];
          double imaginary = x[first + half];
          y[first] = real * cosine - imaginary * sine;
          y[first + half] = real * sine + imaginary * cosine;
        }
      }
    }
    return y;
  }

  /** The table [tokens, dim] of some positions: dim/2 cosines, then dim/2 sines. */
  public static double[] table(int dim, long[] positions, double base) {
    double[] table = new double[positions.length * dim];
    for (int token = 0; token < positions.length; token++) {
      for (int i = 0; i < dim / 2; i++) {
        double angle = positions[token] * Math.pow(base, -2.0 * i / dim);
        table[token * dim + i] = Math.cos(angle);
        table[token * dim + dim / 2 + i] = Math.sin(angle);
      }
    }
    return table;
  }
}
