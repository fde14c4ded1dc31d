package ridgepoint.calibration;

import java.util.Arrays;

/**
 * How far predictions are off.
 *
 * @param rows how many there are
 * @param mean of the absolute relative errors
 * @param median of them
 */
public record Errors(int rows, double mean, double median) {

  /**
   * Errors from logarithms of ratios.
   *
   * @param logErrors ln(predicted / measured); not empty
   */
  static Errors of(double[] logErrors) {
    double[] absolute =
        Arrays.stream(logErrors).map(error -> Math.abs(Math.expm1(error))).sorted().toArray();
    int middle = absolute.length / 2;
    double median =
        absolute.length % 2 == 1 ? absolute[middle] : (absolute[middle - 1] + absolute[middle]) / 2;
    return new Errors(absolute.length, Arrays.stream(absolute).average().orElseThrow(), median);
  }
}
