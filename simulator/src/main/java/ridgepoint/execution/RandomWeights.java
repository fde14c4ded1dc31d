package ridgepoint.execution;

import java.util.Random;

/**
 * Normally distributed weights whose products keep the size of what they multiply; the same name
 * and seed give the same numbers, whatever else is asked for.
 */
public record RandomWeights(long seed) implements WeightSource {
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  /** A table that is the output matrix too gives logits of that size. */
  private static final double TABLE_SCALE = 2;

  private static final double NORM_DEVIATION = 0.1;

  @Override
  public float[] matrix(String name, int rows, int columns) {
    Random random = random(name);
    double deviation = (name.endsWith("embedding") ? TABLE_SCALE : 1) / Math.sqrt(columns);
    float[] values = new float[Math.multiplyExact(rows, columns)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    return values;
  }

  @Override
  public float[] vector(String name, int length) {
    Random random = random(name);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      if (name.endsWith("norm.weight")) {
        values[i] = (float) (1 + NORM_DEVIATION * random.nextGaussian());
      } else if (name.endsWith("mix")) {
        values[i] = random.nextFloat();
      } else {
        values[i] = (float) (BIAS_DEVIATION * random.nextGaussian());
      }
    }
    return values;
  }

  private Random random(String name) {
    return new Random((seed + name.hashCode()) * MULTIPLIER);
  }
}
