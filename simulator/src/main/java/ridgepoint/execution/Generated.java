package ridgepoint.execution;

import java.util.Random;

/** Random numbers that a generation needs. */
final class Generated {
  private Generated() {}

  /** Uniform numbers in (0, 1]. */
  static float[] uniform(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = 1 - random.nextFloat();
    }
    return numbers;
  }
}
