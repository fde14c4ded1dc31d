package ridgepoint.calibration;

import ridgepoint.pipeline.KindParameters;

/**
 * One fitted parameter on a scale from 0 to 1 between its bounds: logarithmic when both are
 * positive, of square roots when the lower one is 0, so that small values are told apart as well.
 */
record Axis(String path, double low, double high) {

  static Axis of(KindParameters parameters, String path) {
    KindParameters.Bounds bounds = parameters.bounds(path);
    return new Axis(path, bounds.low(), bounds.high());
  }

  /** Where a value lies; values beyond the bounds lie on them. */
  double position(double value) {
    double inside = Math.max(low, Math.min(high, value));
    if (low > 0) {
      return Math.log(inside / low) / Math.log(high / low);
    }
    double share = (inside - low) / (high - low);
    return low == 0 ? Math.sqrt(share) : share;
  }

  double value(double position) {
    double inside = Math.max(0, Math.min(1, position));
    if (low > 0) {
      return low * Math.pow(high / low, inside);
    }
    return low + (high - low) * (low == 0 ? inside * inside : inside);
  }
}
