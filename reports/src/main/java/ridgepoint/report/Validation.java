package ridgepoint.report;

import java.util.List;

/**
 * Predictions beside measurements.
 *
 * @param seconds that reading and predicting took
 * @param results by family, device, backend and data type; {@link #ALL} stands for pools
 * @param skipped rows without a prediction, or whose prediction does not count
 * @param predictions every row that has one, in the order of the files
 */
public record Validation(
    String version,
    double seconds,
    List<Accuracy> results,
    List<Skipped> skipped,
    List<Prediction> predictions) {
  /** Stands for a device, backend or data type that was pooled over. */
  public static final String ALL = "*";

  public Validation {
    results = List.copyOf(results);
    skipped = List.copyOf(skipped);
    predictions = List.copyOf(predictions);
  }

  /**
   * How far off predictions are; errors are |predicted / measured - 1|.
   *
   * @param rows all there are, whether or not they can be predicted
   * @param scored rows the errors are taken over; without any, the errors are not numbers
   * @param meanError mean of the errors (MAPE)
   * @param medianError half of the errors are below
   * @param error90 nine tenths of the errors are below
   * @param bias mean of predicted / measured - 1
   */
  public record Accuracy(
      String family,
      String device,
      String backend,
      String dtype,
      long rows,
      long scored,
      double meanError,
      double medianError,
      double error90,
      double bias) {}

  /** Rows that do not count, by reason. */
  public record Skipped(String family, String device, String reason, long rows) {}

  /**
   * One measured figure.
   *
   * @param line in its file
   * @param shape what was measured
   * @param unit of both figures
   * @param leftOut why it does not count; empty when it counts
   * @param bound what the model thinks limits it
   * @param bytes it has to move at least
   */
  public record Prediction(
      String family,
      String device,
      String backend,
      String dtype,
      long line,
      String shape,
      String unit,
      double measured,
      double predicted,
      String leftOut,
      String bound,
      double bytes) {
    /** predicted / measured - 1. */
    public double error() {
      return predicted / measured - 1;
    }

    public boolean counts() {
      return leftOut.isEmpty();
    }
  }
}
