package ridgepoint.exploration.space;

import org.apache.commons.math3.random.SobolSequenceGenerator;
import ridgepoint.input.InputException;

/** Sobol's sequence from its first point, the origin. Safe for use by many threads. */
final class SobolSequence implements Samples.Coordinates {
  private final SobolSequenceGenerator generator;

  SobolSequence(int axes) {
    generator = new SobolSequenceGenerator(axes);
  }

  @Override
  public synchronized double[] of(long sample) {
    if (sample > Integer.MAX_VALUE) {
      throw new InputException("a Sobol sequence has at most " + Integer.MAX_VALUE + " points");
    }
    return generator.getNextIndex() == sample
        ? generator.nextVector()
        : generator.skipTo((int) sample);
  }
}
