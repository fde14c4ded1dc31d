package ridgepoint.oracle;

import ridgepoint.operator.CausalConvolution;
import ridgepoint.operator.StateScan;

/** Causal convolution and gated linear recurrences, one time step after another. */
public final class StateSpaceOracle {
  private StateSpaceOracle() {}

  /** An output and the state after the last step. */
  public record Scanned(double[] output, double[] state) {}

  /**
   * y[t, c] = sum over j of weight[j, c] x[t - width + 1 + j, c], where times before 0 are the rows
   * of the state.
   *
   * @param x [batch, length, channels]
   * @param state [batch, width - 1, channels], the inputs before the first one
   * @param weight [width, channels]
   */
  public static Scanned convolve(
      CausalConvolution shape, double[] x, double[] state, double[] weight) {
    int length = (int) shape.length();
    int channels = (int) shape.channels();
    int past = shape.width() - 1;
    double[] y = new double[x.length];
    double[] next = new double[state.length];
    for (int b = 0; b < shape.batch(); b++) {
      for (int c = 0; c < channels; c++) {
        double[] history = new double[past + length];
        for (int t = 0; t < history.length; t++) {
          history[t] =
              t < past
                  ? state[(b * past + t) * channels + c]
                  : x[(b * length + t - past) * channels + c];
        }
        for (int t = 0; t < length; t++) {
          for (int j = 0; j < shape.width(); j++) {
            y[(b * length + t) * channels + c] += weight[j * channels + c] * history[t + j];
          }
        }
        for (int t = 0; t < past; t++) {
          next[(b * past + t) * channels + c] = history[length + t];
        }
      }
    }
    return new Scanned(y, next);
  }

  /**
   * S = S decay + x k^T, y = S q, for every head and step (Dao 2024, equation 2; Peng 2024, section
   * 4, without the bonus of the current token).
   *
   * @param x [batch, length, heads, headDim]
   * @param key [batch, length, groups, stateDim]
   * @param query as key
   * @param logDecay natural logarithms of the decays: [batch, length, heads] for Mamba-2, one per
   *     state column more for RWKV
   * @param state [batch, heads, headDim, stateDim]
   */
  public static Scanned scan(
      StateScan shape,
      double[] x,
      double[] key,
      double[] query,
      double[] logDecay,
      double[] state) {
    int width = shape.headDim();
    int columns = shape.stateDim();
    int decays = shape.decaysPerHead();
    double[] s = state.clone();
    double[] y = new double[x.length];
    for (int b = 0; b < shape.batch(); b++) {
      for (int t = 0; t < shape.length(); t++) {
        for (int h = 0; h < shape.heads(); h++) {
          int step = b * (int) shape.length() + t;
          int row = step * shape.heads() + h;
          int group = step * shape.groups() + h / (shape.heads() / shape.groups());
          for (int p = 0; p < width; p++) {
            for (int n = 0; n < columns; n++) {
              int at = ((b * shape.heads() + h) * width + p) * columns + n;
              double decay = Math.exp(logDecay[row * decays + (decays == 1 ? 0 : n)]);
              s[at] = s[at] * decay + x[row * width + p] * key[group * columns + n];
              y[row * width + p] += s[at] * query[group * columns + n];
            }
          }
        }
      }
    }
    return new Scanned(y, s);
  }
}
