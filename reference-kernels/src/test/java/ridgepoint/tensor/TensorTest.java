package ridgepoint.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.number.Rounding;

class TensorTest {

  @ParameterizedTest
  @EnumSource(DataType.class)
  void valuesReadAreThoseWrittenRoundedToTheType(DataType type) {
    float[] values = normal(3 * 5 * 24, 30);
    Tensor tensor = Tensor.of(Format.of(type), 3, 5, 24, values);
    float[] expected = values.clone();
    Rounding.round(expected, type);
    assertArrayEquals(expected, tensor.toFloats());
    assertEquals(tensor.format().bytes(values.length), (double) tensor.storedBytes());
  }

  @ParameterizedTest
  @EnumSource(names = {"INT8", "INT6", "INT5", "INT4", "INT3", "INT2", "FP4_E2M1", "FP8_E4M3"})
  void symmetricGroupsAreOffByHalfAStepAtMost(DataType type) {
    Format format = Format.grouped(type, 32, 0);
    float[] values = normal(7 * 96, 3);
    Tensor tensor = Tensor.of(format, 1, 7, 96, values);
    float[] read = tensor.toFloats();
    for (int group = 0; group < values.length; group += 32) {
      float largest = 0;
      for (int i = group; i < group + 32; i++) {
        largest = Math.max(largest, Math.abs(values[i]));
      }
      double levels = type.isInteger() ? Rounding.highest(type) : 3;
      for (int i = group; i < group + 32; i++) {
        assertEquals(values[i], read[i], largest / levels * 0.502, type + " element " + i);
      }
    }
    assertEquals(format.bytes(values.length), (double) tensor.storedBytes());
  }

  @Property
  void asymmetricGroupsAreOffByHalfAStepAndKeepZeroExact(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 8) int bits) {
    DataType type = DataType.parse("int" + (bits == 7 ? 8 : bits)).orElseThrow();
    float[] values = normal(32, 1, seed);
    values[5] = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = i == 5 ? 0 : values[i] + 2;
    }
    float[] read = Tensor.of(Format.grouped(type, 32, type.bits()), 1, 1, 32, values).toFloats();
    float lowest = 0;
    float highest = 0;
    for (float value : values) {
      lowest = Math.min(lowest, value);
      highest = Math.max(highest, value);
    }
    double step = (highest - lowest) / ((1 << type.bits()) - 1);
    for (int i = 0; i < values.length; i++) {
      assertEquals(values[i], read[i], step * 1.01 + highest * 0x1p-10);
    }
    assertEquals(0f, read[5]);
  }

  @Test
  void aGroupOfZerosIsReadAsZeros() {
    Format format = Format.grouped(DataType.INT4, 16, 4);
    assertArrayEquals(new float[32], Tensor.of(format, 1, 1, 32, new float[32]).toFloats());
    assertArrayEquals(new float[32], Tensor.zeros(format, 1, 1, 32).toFloats());
  }

  @Test
  void aRowThatEndsInsideAGroupHasAShorterLastGroup() {
    float[] values = normal(2 * 37, 1);
    Tensor tensor = Tensor.of(Format.grouped(DataType.INT8, 16, 0), 1, 2, 37, values);
    float[] read = tensor.toFloats();
    for (int i = 0; i < values.length; i++) {
      assertEquals(values[i], read[i], 4 / 127.0 * 0.51);
    }
    assertEquals(2 * (37 + 3 * 2), tensor.storedBytes());
  }

  @Test
  void writingAPartOfAGroupOrOfAByteIsRefused() {
    Tensor grouped = Tensor.zeros(Format.grouped(DataType.INT8, 16, 0), 1, 1, 64);
    assertThrows(
        IllegalArgumentException.class, () -> grouped.write(0, 0, 8, 16, new float[16], 0));
    Tensor packed = Tensor.zeros(Format.of(DataType.INT4), 1, 1, 64);
    assertThrows(IllegalArgumentException.class, () -> packed.write(0, 0, 1, 2, new float[2], 0));
    packed.write(0, 0, 2, 2, new float[] {3, -8}, 0);
    assertEquals(-8f, packed.toFloats()[3]);
    assertTrue(packed.toFloats()[1] == 0 && packed.toFloats()[4] == 0);
  }

  @Test
  void largeIntegersStayExact() {
    Tensor ids = Tensor.zeros(Format.of(DataType.INT32), 1, 1, 2);
    ids.writeIntegers(0, 0, 0, 2, new int[] {Integer.MAX_VALUE, -123456789}, 0);
    int[] read = new int[2];
    ids.readIntegers(0, 0, 0, 2, read, 0);
    assertArrayEquals(new int[] {Integer.MAX_VALUE, -123456789}, read);
  }

  private static float[] normal(int count, float spread) {
    return normal(count, spread, 1);
  }

  private static float[] normal(int count, float spread, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian() * spread;
    }
    return values;
  }
}
