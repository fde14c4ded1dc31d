package ridgepoint.calibration;

import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * Errors of samples as a linear function of parameters around where they start.
 *
 * @param errors ln(predicted / measured) at the start, by sample
 * @param slopes by sample, then by parameter
 */
record LinearStep(double[] errors, double[][] slopes) {
  /** Reweightings until Huber's loss has settled to a percent. */
  private static final int REWEIGHTINGS = 8;

  /** How far a linear function is trusted, on the scale of an {@link Axis}. */
  private static final double LONGEST = 0.1;

  /**
   * The change of parameters with the least loss over some of the samples, by iteratively
   * reweighted least squares (Holland and Welsch 1977); the penalty on its length is as strong as
   * one sample.
   *
   * @param samples indices of those it is found from
   */
  double[] change(List<Integer> samples) {
    int parameters = slopes.length == 0 ? 0 : slopes[0].length;
    RealVector change = new ArrayRealVector(parameters);
    for (int round = 0; round < REWEIGHTINGS; round++) {
      RealMatrix normal = new Array2DRowRealMatrix(parameters, parameters);
      RealVector pull = new ArrayRealVector(parameters);
      for (int i = 0; i < parameters; i++) {
        normal.setEntry(i, i, 2 * Fitter.PENALTY);
      }
      for (int sample : samples) {
        add(sample, change, normal, pull);
      }
      change = new CholeskyDecomposition(normal).getSolver().solve(pull);
    }
    double[] bounded = change.toArray();
    for (int i = 0; i < parameters; i++) {
      bounded[i] = Math.max(-LONGEST, Math.min(LONGEST, bounded[i]));
    }
    return bounded;
  }

  private void add(int sample, RealVector change, RealMatrix normal, RealVector pull) {
    double[] slope = slopes[sample];
    double error = errors[sample];
    for (int i = 0; i < slope.length; i++) {
      error += slope[i] * change.getEntry(i);
    }
    double weight = 1 / Math.max(Fitter.HUBER_THRESHOLD, Math.abs(error));
    for (int i = 0; i < slope.length; i++) {
      pull.addToEntry(i, -weight * slope[i] * errors[sample]);
      for (int j = 0; j <= i; j++) {
        double value = normal.getEntry(i, j) + weight * slope[i] * slope[j];
        normal.setEntry(i, j, value);
        normal.setEntry(j, i, value);
      }
    }
  }
}
