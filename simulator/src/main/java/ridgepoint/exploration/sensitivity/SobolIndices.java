package ridgepoint.exploration.sensitivity;

/**
 * Shares of a quantity's variance that each axis explains alone (first order, the estimator of
 * Saltelli et al. 2010) and with all others together (total, the estimator of Jansen 1999). Samples
 * of which a point has no result are left out.
 */
public final class SobolIndices {
  private final int axes;
  private final double[] sample;
  private final double[] firstSums;
  private final double[] totalSums;
  private int filled;
  private long samples;
  private double sum;
  private double sumOfSquares;

  public SobolIndices(int axes) {
    this.axes = axes;
    sample = new double[axes + 2];
    firstSums = new double[axes];
    totalSums = new double[axes];
  }

  /** The quantity at the next point of an {@link IndexPlan}. */
  public void add(double value) {
    sample[filled++] = value;
    if (filled == sample.length) {
      filled = 0;
      for (double each : sample) {
        if (Double.isNaN(each)) {
          return;
        }
      }
      addSample();
    }
  }

  private void addSample() {
    samples++;
    double a = sample[0];
    double b = sample[1];
    sum += a + b;
    sumOfSquares += a * a + b * b;
    for (int i = 0; i < axes; i++) {
      double mixed = sample[i + 2];
      firstSums[i] += b * (mixed - a);
      totalSums[i] += (a - mixed) * (a - mixed);
    }
  }

  private double variance() {
    double mean = sum / (2 * samples);
    return sumOfSquares / (2 * samples) - mean * mean;
  }

  /** Share of the variance that an axis explains alone; 0 when nothing varies. */
  public double firstOrder(int axis) {
    double variance = variance();
    return variance > 0 ? firstSums[axis] / samples / variance : 0;
  }

  /** Share of the variance in which an axis has a part; 0 when nothing varies. */
  public double total(int axis) {
    double variance = variance();
    return variance > 0 ? totalSums[axis] / (2 * samples) / variance : 0;
  }
}
