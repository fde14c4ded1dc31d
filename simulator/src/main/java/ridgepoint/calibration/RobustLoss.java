package ridgepoint.calibration;

import java.util.Arrays;

/**
 * What a fit minimises over positions from 0 to 1 on each {@link Axis}: the weighted sum of Huber's
 * (1964) loss of errors, so that single rows of another kernel do not pull, and a penalty on the
 * squared distance from a start, so that what no row tells stays there.
 *
 * @param residuals ln(predicted / measured) of every sample at a position
 * @param weights of the samples
 * @param start from which the penalty counts
 * @param penalty on the squared distance
 */
record RobustLoss(Residuals residuals, double[] weights, double[] start, double penalty) {
  static final double HUBER_THRESHOLD = 0.05;

  /** Errors at positions. */
  @FunctionalInterface
  interface Residuals {
    double[] at(double[] position);
  }

  double[] errors(double[] position) {
    return residuals.at(position);
  }

  /** The loss at a position with given errors. */
  double of(double[] position, double[] errors) {
    double loss = 0;
    for (int sample = 0; sample < errors.length; sample++) {
      loss += weights[sample] * huber(Math.abs(errors[sample]));
    }
    for (int i = 0; i < position.length; i++) {
      double distance = position[i] - start[i];
      loss += penalty * distance * distance;
    }
    return loss;
  }

  static double huber(double error) {
    return error <= HUBER_THRESHOLD
        ? error * error / (2 * HUBER_THRESHOLD)
        : error - HUBER_THRESHOLD / 2;
  }

  /** Alike for all of so many samples. */
  static double[] alike(int samples) {
    double[] weights = new double[samples];
    Arrays.fill(weights, 1.0 / samples);
    return weights;
  }
}
