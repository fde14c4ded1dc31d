package ridgepoint.simd;

/** Interleaved partial sums and how they become one. */
final class PartialSums {
  private PartialSums() {}

  /** Adds the upper half to the lower one until one is left; overwrites them. */
  static float fold(float[] partial, int first) {
    for (int half = Fp32Arithmetic.PARTIAL_SUMS / 2; half > 0; half /= 2) {
      for (int i = first; i < first + half; i++) {
        partial[i] += partial[i + half];
      }
    }
    return partial[first];
  }
}
