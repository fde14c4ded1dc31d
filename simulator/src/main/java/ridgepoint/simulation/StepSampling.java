package ridgepoint.simulation;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;

/**
 * Sums a quantity over many steps from few of them. The cost of a decode step is a piecewise smooth
 * function of the context length, mostly linear, so it is taken as linear between sampled steps and
 * an interval is halved until its middle agrees with that. Up to {@link #EXACT_STEPS} steps are
 * summed one by one.
 *
 * @param <T> what is known about a step
 * @param samples by step, each with how many steps it stands for; the weights sum to the steps
 * @param relativeError what the last halvings still changed, summed over all intervals, over the
 *     total; 0 when the sum is exact
 */
record StepSampling<T>(TreeMap<Long, Weighted<T>> samples, double relativeError) {
  /** Up to this many steps every one is computed. */
  static final long EXACT_STEPS = 64;

  /** Halving stops when it changes the total by less than this fraction. */
  static final double TOLERANCE = 1e-3;

  /** Intervals at the start; fewer could step over a change of regime on both sides. */
  private static final int FIRST_INTERVALS = 8;

  /** A sample and the number of steps it stands for. */
  record Weighted<T>(T value, double steps) {}

  /** Sampled values so far, and what halving the intervals still changed. */
  private static final class Refinement<T> {
    private final TreeMap<Long, T> values = new TreeMap<>();
    private final LongFunction<T> evaluate;
    private final ToDoubleFunction<T> size;
    private double change;

    Refinement(LongFunction<T> evaluate, ToDoubleFunction<T> size) {
      this.evaluate = evaluate;
      this.size = size;
    }

    double at(long step) {
      return size.applyAsDouble(values.computeIfAbsent(step, evaluate::apply));
    }

    /** Halves [low, high] until the middle is where a straight line would put it. */
    void refine(long low, long high, double allowedPerStep) {
      if (high - low < 2) {
        return;
      }
      long middle = low + (high - low) / 2;
      double share = (double) (middle - low) / (high - low);
      double straight = at(low) * (1 - share) + at(high) * share;
      double difference = Math.abs(at(middle) - straight);
      if (difference <= allowedPerStep) {
        change += difference * (high - low) / 2;
        return;
      }
      refine(low, middle, allowedPerStep);
      refine(middle, high, allowedPerStep);
    }
  }

  /**
   * Samples steps 0 to {@code steps} - 1.
   *
   * @param evaluate computes one step
   * @param size the quantity whose sum decides when to stop
   */
  static <T> StepSampling<T> over(long steps, LongFunction<T> evaluate, ToDoubleFunction<T> size) {
    TreeMap<Long, Weighted<T>> samples = new TreeMap<>();
    if (steps <= EXACT_STEPS) {
      for (long step = 0; step < steps; step++) {
        samples.put(step, new Weighted<>(evaluate.apply(step), 1));
      }
      return new StepSampling<>(samples, 0);
    }
    Refinement<T> refinement = new Refinement<>(evaluate, size);
    long last = steps - 1;
    double meanOfEnds = (refinement.at(0) + refinement.at(last)) / 2;
    for (int i = 0; i < FIRST_INTERVALS; i++) {
      refinement.refine(
          last * i / FIRST_INTERVALS, last * (i + 1) / FIRST_INTERVALS, TOLERANCE * meanOfEnds);
    }
    weigh(refinement.values, samples);
    double total = 0;
    for (Weighted<T> sample : samples.values()) {
      total += sample.steps() * size.applyAsDouble(sample.value());
    }
    return new StepSampling<>(samples, refinement.change / total);
  }

  /**
   * Gives each sample the steps it stands for when every step in between lies on the straight line
   * between its neighbours: of the n steps after one sample up to and with the next, (n-1)/2 count
   * for the first and (n+1)/2 for the second.
   */
  private static <T> void weigh(TreeMap<Long, T> values, TreeMap<Long, Weighted<T>> samples) {
    Map.Entry<Long, T> previous = null;
    double carried = 1;
    for (Map.Entry<Long, T> entry : values.entrySet()) {
      if (previous != null) {
        long span = entry.getKey() - previous.getKey();
        samples.put(
            previous.getKey(), new Weighted<>(previous.getValue(), carried + (span - 1) / 2.0));
        carried = (span + 1) / 2.0;
      }
      previous = entry;
    }
    if (previous != null) {
      samples.put(previous.getKey(), new Weighted<>(previous.getValue(), carried));
    }
  }
}
