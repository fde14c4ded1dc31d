package ridgepoint.calibration;

import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * Searches the least of a {@link RobustLoss}.
 *
 * <p>Errors are nearly linear in the position over a few percent of an axis, so that Gauss-Newton
 * steps, each tried at several dampings (Marquardt 1963), get far with few predictions; where
 * another tile or kernel becomes the fastest, errors have kinks, and axes are tried one at a time
 * by shrinking steps (Hooke and Jeeves 1961). Then the search starts again from beside the best,
 * and keeps what is better.
 *
 * @param rounds of Gauss-Newton steps at most, each time
 * @param alongAxes whether axes are tried one at a time then
 * @param restarts how often it starts again
 */
public record Descent(int rounds, boolean alongAxes, int restarts) {
  private static final double[] DAMPINGS = {0.001, 0.03, 0.3, 3, 30};

  /** Over which slopes are taken: widely first, as errors have kinks. */
  private static final double[] DIFFERENCES = {0.02, 0.008};

  private static final double[] STEPS = {0.06, 0.02, 0.006};

  /** Share of the loss that is worth another round. */
  private static final double WORTHWHILE = 1e-3;

  /** Standard deviation of restarts along each axis. */
  private static final double SPREAD = 0.08;

  private static final int SEED = 20_260_101;

  /** A position, its errors and its loss. */
  private record Point(double[] position, double[] errors, double loss) {}

  double[] least(RobustLoss loss) {
    Point best = descended(loss, point(loss, loss.start()));
    RandomGenerator random = new MersenneTwister(SEED);
    for (int restart = 0; restart < restarts; restart++) {
      Point other = descended(loss, beside(loss, best, random));
      best = other.loss < best.loss ? other : best;
    }
    return best.position;
  }

  private static Point point(RobustLoss loss, double[] position) {
    double[] errors = loss.errors(position);
    return new Point(position, errors, loss.of(position, errors));
  }

  private static Point beside(RobustLoss loss, Point best, RandomGenerator random) {
    double[] position = best.position.clone();
    for (int i = 0; i < position.length; i++) {
      double moved = position[i] + SPREAD * random.nextGaussian();
      position[i] = Math.max(0, Math.min(1, moved));
    }
    return point(loss, position);
  }

  private Point descended(RobustLoss loss, Point start) {
    Point best = start;
    for (double difference : DIFFERENCES) {
      best = newton(loss, best, difference);
    }
    return alongAxes ? alongAxes(loss, best) : best;
  }

  private Point newton(RobustLoss loss, Point start, double difference) {
    Point best = start;
    for (int round = 0; round < rounds; round++) {
      double before = best.loss;
      LinearStep linear = LinearStep.at(loss, best.position, best.errors, difference);
      for (double damping : DAMPINGS) {
        Point tried = point(loss, linear.target(damping));
        best = tried.loss < best.loss ? tried : best;
      }
      if (best.loss > before * (1 - WORTHWHILE)) {
        return best;
      }
    }
    return best;
  }

  private static Point alongAxes(RobustLoss loss, Point start) {
    Point best = start;
    for (double step : STEPS) {
      double before;
      do {
        before = best.loss;
        for (int axis = 0; axis < best.position.length; axis++) {
          best = better(loss, best, axis, step);
        }
      } while (best.loss < before * (1 - WORTHWHILE));
    }
    return best;
  }

  private static Point better(RobustLoss loss, Point best, int axis, double step) {
    for (double signed : new double[] {step, -step}) {
      double[] position = best.position.clone();
      position[axis] = Math.max(0, Math.min(1, position[axis] + signed));
      if (position[axis] != best.position[axis]) {
        Point tried = point(loss, position);
        if (tried.loss < best.loss) {
          return tried;
        }
      }
    }
    return best;
  }
}
