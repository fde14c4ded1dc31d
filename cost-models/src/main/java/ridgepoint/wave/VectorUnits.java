package ridgepoint.wave;

import ridgepoint.estimate.UnsupportedOperatorException;
import ridgepoint.hardware.Compute;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.operator.Operator;
import ridgepoint.tile.Recording.Use;

/**
 * The vector and special-function units of one of a device's equal compute units, while it executes
 * one operator.
 *
 * @param conversionOperations vector operations that converting an element takes
 * @param efficiency reached share of the peak
 * @param specialEfficiency reached share of the rate of special functions
 */
public record VectorUnits(
    DeviceSpec device,
    Operator operator,
    double conversionOperations,
    double efficiency,
    double specialEfficiency) {

  /**
   * Time of a step's element-wise work, conversions included, then its special functions.
   *
   * @throws UnsupportedOperatorException when the device lacks the unit
   */
  public double seconds(Use use) {
    return seconds(use, 1, 1);
  }

  /**
   * The same when more elements are computed than count; conversions are made of what is loaded.
   *
   * @param vectorPadding times as many vector operations
   * @param specialPadding times as many special functions
   */
  public double seconds(Use use, double vectorPadding, double specialPadding) {
    Compute compute = device.compute();
    double seconds = 0;
    double operations =
        use.vectorOperations() * vectorPadding + use.convertedElements() * conversionOperations;
    if (operations > 0) {
      double peak = compute.vectorPeak().isEmpty() ? 0 : compute.vectorRate();
      seconds += operations / rate("vector", peak * efficiency);
    }
    if (use.specialOperations() > 0) {
      seconds +=
          use.specialOperations()
              * specialPadding
              / rate("special-function", compute.specialPeak() * specialEfficiency);
    }
    return seconds;
  }

  private double rate(String unit, double ofDevice) {
    if (!(ofDevice > 0)) {
      throw new UnsupportedOperatorException(
          "%s has no %s unit, which %s needs".formatted(device.id(), unit, operator.kind()));
    }
    return ofDevice / device.compute().units();
  }
}
