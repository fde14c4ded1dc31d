package ridgepoint.number;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FloatFormatTest {

  @ParameterizedTest
  @EnumSource(names = {"BF16", "FP16", "FP8_E4M3", "FP8_E5M2", "FP4_E2M1"})
  void everyCodeSurvivesDecodingAndEncoding(DataType type) {
    FloatFormat format = FloatFormat.of(type);
    for (int code = 0; code < 1 << type.bits(); code++) {
      float value = format.decode(code);
      if (Float.isNaN(value)) {
        assertTrue(Float.isNaN(format.decode(format.encode(value))));
      } else if (Float.isInfinite(value) && format.saturates()) {
        assertEquals(Math.copySign(format.largest(), value), format.round(value));
      } else {
        assertEquals(code, format.encode(value), type + " code " + code);
      }
    }
  }

  /** Halfway between neighbours goes to the even code, anything else to the nearer one. */
  @ParameterizedTest
  @EnumSource(names = {"BF16", "FP16", "FP8_E4M3", "FP8_E5M2", "FP4_E2M1"})
  void roundingGoesToTheNearestAndTiesToTheEvenCode(DataType type) {
    FloatFormat format = FloatFormat.of(type);
    for (int code = 0; code + 1 < 1 << (type.bits() - 1); code++) {
      double low = format.decode(code);
      double high = format.decode(code + 1);
      if (!Double.isFinite(high)) {
        break;
      }
      double middle = (low + high) / 2;
      if ((float) middle != middle) {
        continue;
      }
      double even = code % 2 == 0 ? low : high;
      assertEquals((float) even, format.round((float) middle), type + " after code " + code);
      assertEquals((float) -even, format.round((float) -middle), type + " after code " + code);
      assertEquals(low, format.round(Math.nextDown((float) middle)));
      assertEquals(high, format.round(Math.nextUp((float) middle)));
    }
  }

  @Test
  void theLargestNumbersAreThoseOfTheSpecifications() {
    assertEquals(65504f, FloatFormat.FP16.largest());
    assertEquals(448f, FloatFormat.E4M3.largest());
    assertEquals(57344f, FloatFormat.E5M2.largest());
    assertEquals(6f, FloatFormat.E2M1.largest());
    assertEquals(0x1.FEp127f, FloatFormat.BF16.largest());
  }

  @Test
  void sixteenBitFormatsOverflowToInfinityAndEightBitOnesSaturate() {
    assertEquals(65504f, FloatFormat.FP16.round(65519.996f));
    assertEquals(Float.POSITIVE_INFINITY, FloatFormat.FP16.round(65520f));
    assertEquals(448f, FloatFormat.E4M3.round(1e9f));
    assertEquals(-57344f, FloatFormat.E5M2.round(Float.NEGATIVE_INFINITY));
    assertEquals(6f, FloatFormat.E2M1.round(100f));
  }

  @Test
  void theNumbersOfFp4AreTheEightOfTheSpecification() {
    float[] expected = {0, 0.5f, 1, 1.5f, 2, 3, 4, 6};
    for (int code = 0; code < expected.length; code++) {
      assertEquals(expected[code], FloatFormat.E2M1.decode(code));
    }
  }

  /** The usual half-precision conversion by integer arithmetic on the bits of an fp32 number. */
  @Property(tries = 20000)
  void halfPrecisionAgreesWithAConversionOnBits(@ForAll int bits) {
    float value = Float.intBitsToFloat(bits);
    if (!Float.isNaN(value)) {
      assertEquals(halfBits(bits), FloatFormat.FP16.encode(value), "bits " + bits);
    }
  }

  @Test
  void halfPrecisionAgreesWithAConversionOnBitsWhereItsNumbersLie() {
    IntStream.range(0, 1 << 22)
        .map(i -> 0x33000000 + i * 61)
        .filter(bits -> bits < 0x47900000)
        .forEach(
            bits ->
                assertEquals(halfBits(bits), FloatFormat.FP16.encode(Float.intBitsToFloat(bits))));
  }

  private static int halfBits(int bits) {
    int sign = bits >>> 16 & 0x8000;
    int magnitude = bits & 0x7fffffff;
    if (magnitude >= 0x7f800000) {
      return sign | 0x7c00;
    }
    int exponent = (magnitude >>> 23) - 127 + 15;
    long mantissa = (magnitude & 0x7fffff) | 0x800000;
    int shift = 13;
    if (exponent <= 0) {
      shift += Math.min(1 - exponent, 40);
      exponent = 0;
    }
    long kept = mantissa >>> shift;
    long rest = mantissa & ((1L << shift) - 1);
    long half = 1L << (shift - 1);
    if (rest > half || (rest == half && (kept & 1) == 1)) {
      kept++;
    }
    long result = exponent == 0 ? kept : ((long) exponent << 10) + (kept - 0x400);
    return sign | (int) Math.min(result, 0x7c00);
  }
}
