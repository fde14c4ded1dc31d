package ridgepoint.calibration;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.fitting.leastsquares.MultivariateJacobianFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.DiagonalMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.util.Pair;
import ridgepoint.validation.ExchangeSample;

/**
 * Fits a network model to measured collectives: least squares of ln(predicted / measured) by
 * Levenberg and Marquardt, reweighted in a few rounds to Huber's loss (1964), within bounds. A weak
 * pull towards the start holds what the rows do not tell. Deterministic.
 */
final class NetworkFitter {
  private static final double HUBER_THRESHOLD = 0.08;
  private static final double PULL = 0.3;
  private static final int ROUNDS = 3;
  private static final int ITERATIONS = 10;
  private static final double STEP = 1e-4;

  private final List<ExchangeSample> samples;
  private final List<NetworkKnob> knobs;
  private final NetworkModel start;
  private final double[] origin;

  private NetworkFitter(List<ExchangeSample> samples, List<NetworkKnob> knobs, NetworkModel start) {
    this.samples = samples;
    this.knobs = knobs;
    this.start = start;
    origin =
        knobs.stream()
            .mapToDouble(knob -> knob.axis().position(knob.reading().applyAsDouble(start)))
            .toArray();
  }

  /** The model with its knobs turned so that it predicts the samples best. */
  static NetworkModel fit(
      NetworkModel start, List<NetworkKnob> knobs, List<ExchangeSample> samples) {
    NetworkFitter fitter = new NetworkFitter(samples, knobs, start);
    double[] position = fitter.origin;
    for (int round = 0; round < ROUNDS; round++) {
      position = fitter.round(position);
    }
    return fitter.model(position);
  }

  private double[] round(double[] position) {
    double[] weights = new double[samples.size() + knobs.size()];
    Arrays.fill(weights, 1);
    double[] errors = residuals(position);
    for (int i = 0; i < samples.size(); i++) {
      weights[i] = Math.min(1, HUBER_THRESHOLD / Math.max(HUBER_THRESHOLD, Math.abs(errors[i])));
    }
    MultivariateJacobianFunction function = this::valueAndSlope;
    return new LevenbergMarquardtOptimizer()
        .optimize(
            new LeastSquaresBuilder()
                .start(position)
                .model(function)
                .target(new double[weights.length])
                .weight(new DiagonalMatrix(weights))
                .parameterValidator(NetworkFitter::inside)
                .maxEvaluations(10 * ITERATIONS)
                .maxIterations(10 * ITERATIONS)
                .checkerPair((iteration, previous, current) -> iteration >= ITERATIONS)
                .build())
        .getPoint()
        .toArray();
  }

  private static RealVector inside(RealVector position) {
    return position.map(each -> Math.max(STEP, Math.min(1 - STEP, each)));
  }

  private Pair<RealVector, org.apache.commons.math3.linear.RealMatrix> valueAndSlope(
      RealVector point) {
    double[] position = point.toArray();
    double[] value = residuals(position);
    Array2DRowRealMatrix slope = new Array2DRowRealMatrix(value.length, position.length);
    for (int column = 0; column < position.length; column++) {
      double[] moved = position.clone();
      moved[column] += STEP;
      double[] other = residuals(moved);
      for (int row = 0; row < value.length; row++) {
        slope.setEntry(row, column, (other[row] - value[row]) / STEP);
      }
    }
    return new Pair<>(new ArrayRealVector(value, false), slope);
  }

  private double[] residuals(double[] position) {
    double[] errors = model(position).logErrors(samples);
    double[] all = Arrays.copyOf(errors, errors.length + position.length);
    for (int i = 0; i < position.length; i++) {
      all[errors.length + i] = PULL * (position[i] - origin[i]);
    }
    return all;
  }

  private NetworkModel model(double[] position) {
    NetworkModel model = start;
    for (int i = 0; i < position.length; i++) {
      NetworkKnob knob = knobs.get(i);
      model = knob.setting().set(model, knob.axis().value(position[i]));
    }
    return model;
  }

  /** Four digits, as values are written to files. */
  static double rounded(double value) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.4g", value));
  }
}
