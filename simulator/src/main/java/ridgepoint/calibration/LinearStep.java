package ridgepoint.calibration;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * A {@link RobustLoss} as the function of a change of position that it is when errors are linear.
 *
 * @param loss of what
 * @param position where errors and slopes were taken
 * @param errors ln(predicted / measured) there, by sample
 * @param slopes of the errors, by sample, then by axis
 */
record LinearStep(RobustLoss loss, double[] position, double[] errors, double[][] slopes) {
  /** Reweightings until Huber's loss has settled to a percent. */
  private static final int REWEIGHTINGS = 6;

  /** Errors of a loss and their slopes, by differences towards the inside of the bounds. */
  static LinearStep at(RobustLoss loss, double[] position, double[] errors, double difference) {
    double[][] slopes = new double[errors.length][position.length];
    for (int axis = 0; axis < position.length; axis++) {
      double step = position[axis] > 0.5 ? -difference : difference;
      double[] moved = position.clone();
      moved[axis] += step;
      double[] there = loss.errors(moved);
      for (int sample = 0; sample < errors.length; sample++) {
        slopes[sample][axis] = (there[sample] - errors[sample]) / step;
      }
    }
    return new LinearStep(loss, position, errors, slopes);
  }

  /**
   * Where the loss is least, by iteratively reweighted least squares (Holland and Welsch 1977) with
   * Marquardt's (1963) damping. Axes that would leave 0 to 1 stay at the bound, and the others are
   * solved for again.
   *
   * @param damping as a share of the curvature along each axis
   */
  double[] target(double damping) {
    double[] change = new double[position.length];
    for (int round = 0; round < REWEIGHTINGS; round++) {
      change = bounded(normal(change), pull(change), damping);
    }
    double[] target = position.clone();
    for (int i = 0; i < target.length; i++) {
      target[i] = Math.max(0, Math.min(1, target[i] + change[i]));
    }
    return target;
  }

  /** Weight of a sample in least squares, where Huber's loss has the same slope. */
  private double weight(int sample, double[] change) {
    double error = errors[sample];
    for (int i = 0; i < change.length; i++) {
      error += slopes[sample][i] * change[i];
    }
    return loss.weights()[sample] / Math.max(RobustLoss.HUBER_THRESHOLD, Math.abs(error));
  }

  private double[][] normal(double[] change) {
    int axes = change.length;
    double[][] normal = new double[axes][axes];
    for (int sample = 0; sample < errors.length; sample++) {
      double[] slope = slopes[sample];
      double weight = weight(sample, change);
      for (int i = 0; i < axes; i++) {
        for (int j = 0; j < axes; j++) {
          normal[i][j] += weight * slope[i] * slope[j];
        }
      }
    }
    for (int i = 0; i < axes; i++) {
      normal[i][i] += 2 * loss.penalty();
    }
    return normal;
  }

  private double[] pull(double[] change) {
    double[] pull = new double[change.length];
    for (int sample = 0; sample < errors.length; sample++) {
      double weight = weight(sample, change);
      for (int i = 0; i < pull.length; i++) {
        pull[i] -= weight * slopes[sample][i] * errors[sample];
      }
    }
    for (int i = 0; i < pull.length; i++) {
      pull[i] -= 2 * loss.penalty() * (position[i] - loss.start()[i]);
    }
    return pull;
  }

  private double[] bounded(double[][] normal, double[] pull, double damping) {
    boolean[] fixed = new boolean[pull.length];
    double[] change = new double[pull.length];
    for (int released = pull.length; released > 0; released--) {
      double[] free = solved(normal, pull, damping, change, fixed);
      int worst = worst(free, fixed);
      for (int i = 0; i < change.length; i++) {
        change[i] = fixed[i] ? change[i] : free[i];
      }
      if (worst < 0) {
        return change;
      }
      fixed[worst] = true;
      change[worst] = free[worst] > 0 ? 1 - position[worst] : -position[worst];
    }
    return change;
  }

  /** The axis that leaves the bounds furthest; -1 for none. */
  private int worst(double[] change, boolean[] fixed) {
    int worst = -1;
    double furthest = 1e-9;
    for (int i = 0; i < change.length; i++) {
      double beyond = Math.max(position[i] + change[i] - 1, -position[i] - change[i]);
      if (!fixed[i] && beyond > furthest) {
        worst = i;
        furthest = beyond;
      }
    }
    return worst;
  }

  /** The change of free axes when the fixed ones change as said. */
  private static double[] solved(
      double[][] normal, double[] pull, double damping, double[] change, boolean[] fixed) {
    int axes = pull.length;
    RealMatrix matrix = new Array2DRowRealMatrix(axes, axes);
    double[] right = new double[axes];
    for (int i = 0; i < axes; i++) {
      if (fixed[i]) {
        matrix.setEntry(i, i, 1);
        right[i] = change[i];
        continue;
      }
      right[i] = pull[i];
      for (int j = 0; j < axes; j++) {
        if (fixed[j]) {
          right[i] -= normal[i][j] * change[j];
        } else {
          matrix.setEntry(i, j, normal[i][j] * (i == j ? 1 + damping : 1));
        }
      }
    }
    return new CholeskyDecomposition(matrix, 1e-9, 1e-16)
        .getSolver()
        .solve(new ArrayRealVector(right, false))
        .toArray();
  }
}
