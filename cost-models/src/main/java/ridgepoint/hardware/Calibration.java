package ridgepoint.hardware;

import java.util.Map;

/**
 * Parameters fitted to measurements.
 *
 * @param dataSet name of the measurements
 * @param date ISO date of the fit
 * @param parameters by the name the kind's model gives them
 * @param meanAbsoluteError fraction, by cross-validation
 */
public record Calibration(
    String dataSet, String date, Map<String, Double> parameters, double meanAbsoluteError) {
  public Calibration {
    parameters = Ordered.copy(parameters);
  }
}
