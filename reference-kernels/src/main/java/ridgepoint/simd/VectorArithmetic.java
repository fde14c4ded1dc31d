package ridgepoint.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import ridgepoint.tile.BinaryFunction;

/**
 * Vector instructions, through the Vector API. Vectors are as wide as the machine's, at most {@link
 * #PARTIAL_SUMS} lanes.
 */
final class VectorArithmetic implements Fp32Arithmetic {
  static final VectorSpecies<Float> LANES =
      FloatVector.SPECIES_PREFERRED.length() > PARTIAL_SUMS
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;
  private static final int WIDTH = LANES.length();

  private final PackedProduct product = new PackedProduct();
  private final ThinProduct thin = new ThinProduct();
  private final ScalarArithmetic scalar = new ScalarArithmetic();
  private final float[] partial = new float[PARTIAL_SUMS];

  @Override
  public String name() {
    return LANES.vectorBitSize() + "-bit vectors";
  }

  @Override
  public int lanes() {
    return WIDTH;
  }

  @Override
  public void multiply(float[] accumulator, float[] left, Rows right, int m, int n, int k) {
    if (m >= THIN_ROWS) {
      product.multiply(accumulator, left, right, m, n, k);
    } else {
      thin.multiply(accumulator, left, right, m, n, k);
    }
  }

  @Override
  public void multiplyTransposed(
      float[] accumulator, float[] left, Rows right, int m, int n, int k) {
    if (m >= THIN_ROWS) {
      product.multiplyTransposed(accumulator, left, right, m, n, k);
    } else {
      thin.multiplyTransposed(accumulator, left, right, m, n, k);
    }
  }

  @Override
  public void combine(
      BinaryFunction function,
      float[] x,
      int xAt,
      float[] y,
      int yAt,
      float[] into,
      int at,
      int count) {
    int whole = LANES.loopBound(count);
    switch (function) {
      case ADD -> {
        for (int i = 0; i < whole; i += WIDTH) {
          FloatVector left = FloatVector.fromArray(LANES, x, xAt + i);
          left.add(FloatVector.fromArray(LANES, y, yAt + i)).intoArray(into, at + i);
        }
      }
      case SUBTRACT -> {
        for (int i = 0; i < whole; i += WIDTH) {
          FloatVector left = FloatVector.fromArray(LANES, x, xAt + i);
          left.sub(FloatVector.fromArray(LANES, y, yAt + i)).intoArray(into, at + i);
        }
      }
      case MULTIPLY -> {
        for (int i = 0; i < whole; i += WIDTH) {
          FloatVector left = FloatVector.fromArray(LANES, x, xAt + i);
          left.mul(FloatVector.fromArray(LANES, y, yAt + i)).intoArray(into, at + i);
        }
      }
      case DIVIDE -> {
        for (int i = 0; i < whole; i += WIDTH) {
          FloatVector left = FloatVector.fromArray(LANES, x, xAt + i);
          left.div(FloatVector.fromArray(LANES, y, yAt + i)).intoArray(into, at + i);
        }
      }
      case MAXIMUM -> {
        for (int i = 0; i < whole; i += WIDTH) {
          FloatVector left = FloatVector.fromArray(LANES, x, xAt + i);
          left.max(FloatVector.fromArray(LANES, y, yAt + i)).intoArray(into, at + i);
        }
      }
      case MINIMUM -> {
        for (int i = 0; i < whole; i += WIDTH) {
          FloatVector left = FloatVector.fromArray(LANES, x, xAt + i);
          left.min(FloatVector.fromArray(LANES, y, yAt + i)).intoArray(into, at + i);
        }
      }
      case LESS, EQUAL -> whole = 0;
    }
    scalar.combine(function, x, xAt + whole, y, yAt + whole, into, at + whole, count - whole);
  }

  @Override
  public void exponential(float[] from, float[] into, int count) {
    int whole = LANES.loopBound(count);
    for (int i = 0; i < whole; i += WIDTH) {
      exponential(FloatVector.fromArray(LANES, from, i)).intoArray(into, i);
    }
    for (int i = whole; i < count; i++) {
      into[i] = Exponential.of(from[i]);
    }
  }

  /** {@link Exponential#of}, step by step. */
  private static FloatVector exponential(FloatVector argument) {
    FloatVector x = argument.max(Exponential.LOWEST).min(Exponential.HIGHEST);
    FloatVector rounder = FloatVector.broadcast(LANES, Exponential.ROUNDER);
    FloatVector shifted = x.fma(FloatVector.broadcast(LANES, Exponential.LOG2_E), rounder);
    FloatVector n = shifted.sub(rounder);
    FloatVector r = n.fma(FloatVector.broadcast(LANES, Exponential.MINUS_LN2_HIGH), x);
    r = n.fma(FloatVector.broadcast(LANES, Exponential.MINUS_LN2_LOW), r);
    FloatVector p =
        r.fma(
            FloatVector.broadcast(LANES, Exponential.C7),
            FloatVector.broadcast(LANES, Exponential.C6));
    p = p.fma(r, FloatVector.broadcast(LANES, Exponential.C5));
    p = p.fma(r, FloatVector.broadcast(LANES, Exponential.C4));
    p = p.fma(r, FloatVector.broadcast(LANES, Exponential.C3));
    p = p.fma(r, FloatVector.broadcast(LANES, Exponential.C2));
    FloatVector power = p.fma(r.mul(r), r).add(1);
    IntVector exponent =
        shifted.reinterpretAsInts().sub(Float.floatToRawIntBits(Exponential.ROUNDER));
    IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
    return power.mul(powerOfTwo(half)).mul(powerOfTwo(exponent.sub(half)));
  }

  private static FloatVector powerOfTwo(IntVector exponent) {
    return exponent
        .add(Exponential.EXPONENT_BIAS)
        .lanewise(VectorOperators.LSHL, Exponential.MANTISSA_BITS)
        .reinterpretAsFloats();
  }

  @Override
  public float sum(float[] values, int first, int count) {
    int whole = count - count % PARTIAL_SUMS;
    for (int lane = 0; lane < PARTIAL_SUMS; lane += WIDTH) {
      FloatVector sum = FloatVector.zero(LANES);
      for (int i = lane; i < whole; i += PARTIAL_SUMS) {
        sum = sum.add(FloatVector.fromArray(LANES, values, first + i));
      }
      sum.intoArray(partial, lane);
    }
    for (int i = whole; i < count; i++) {
      partial[i - whole] += values[first + i];
    }
    return PartialSums.fold(partial, 0);
  }

  @Override
  public float maximum(float[] values, int first, int count) {
    int whole = LANES.loopBound(count);
    FloatVector largest = FloatVector.broadcast(LANES, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < whole; i += WIDTH) {
      largest = largest.max(FloatVector.fromArray(LANES, values, first + i));
    }
    float maximum = largest.reduceLanes(VectorOperators.MAX);
    for (int i = whole; i < count; i++) {
      maximum = Math.max(maximum, values[first + i]);
    }
    return maximum;
  }

  @Override
  public int multiplyAddsPerRound() {
    return VectorProbe.MULTIPLY_ADDS_PER_ROUND;
  }

  @Override
  public float multiplyAddRounds(int rounds) {
    return VectorProbe.multiplyAdds(rounds);
  }

  @Override
  public float read(float[] values, int first, int count) {
    return VectorProbe.read(values, first, count);
  }
}
