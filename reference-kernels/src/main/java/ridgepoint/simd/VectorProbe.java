package ridgepoint.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** What a machine's vector units and memory can do at most, to be timed. */
final class VectorProbe {
  private static final VectorSpecies<Float> LANES = VectorArithmetic.LANES;
  private static final int WIDTH = LANES.length();
  static final int MULTIPLY_ADDS_PER_ROUND = 12 * WIDTH;

  private VectorProbe() {}

  /** Twelve chains, for latencies up to six cycles on two pipes. */
  static float multiplyAdds(int rounds) {
    FloatVector x = FloatVector.broadcast(LANES, 0.999f);
    FloatVector y = FloatVector.broadcast(LANES, 1e-3f);
    FloatVector c0 = y;
    FloatVector c1 = y;
    FloatVector c2 = y;
    FloatVector c3 = y;
    FloatVector c4 = y;
    FloatVector c5 = y;
    FloatVector c6 = y;
    FloatVector c7 = y;
    FloatVector c8 = y;
    FloatVector c9 = y;
    FloatVector c10 = y;
    FloatVector c11 = y;
    for (int round = 0; round < rounds; round++) {
      c0 = c0.fma(x, y);
      c1 = c1.fma(x, y);
      c2 = c2.fma(x, y);
      c3 = c3.fma(x, y);
      c4 = c4.fma(x, y);
      c5 = c5.fma(x, y);
      c6 = c6.fma(x, y);
      c7 = c7.fma(x, y);
      c8 = c8.fma(x, y);
      c9 = c9.fma(x, y);
      c10 = c10.fma(x, y);
      c11 = c11.fma(x, y);
    }
    FloatVector all = c0.add(c1).add(c2).add(c3).add(c4).add(c5);
    return all.add(c6).add(c7).add(c8).add(c9).add(c10).add(c11).lane(0);
  }

  /** Four sums side by side. */
  static float read(float[] values, int first, int count) {
    FloatVector s0 = FloatVector.zero(LANES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int end = first + count;
    int i = first;
    for (; i + 4 * WIDTH <= end; i += 4 * WIDTH) {
      s0 = s0.add(FloatVector.fromArray(LANES, values, i));
      s1 = s1.add(FloatVector.fromArray(LANES, values, i + WIDTH));
      s2 = s2.add(FloatVector.fromArray(LANES, values, i + 2 * WIDTH));
      s3 = s3.add(FloatVector.fromArray(LANES, values, i + 3 * WIDTH));
    }
    float rest = 0;
    for (; i < end; i++) {
      rest += values[i];
    }
    return s0.add(s1).add(s2).add(s3).lane(0) + rest;
  }
}
