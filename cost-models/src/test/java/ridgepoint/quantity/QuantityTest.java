package ridgepoint.quantity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ridgepoint.input.InputException;

class QuantityTest {
  @ParameterizedTest
  @CsvSource({
    "3.35 TB/s, BYTES_PER_SECOND, 3.35e12",
    "6TB/s, BYTES_PER_SECOND, 6e12",
    "1 KiB, BYTES, 1024",
    "80 GB, BYTES, 80e9",
    "989.4 TFLOP/s, OPERATIONS_PER_SECOND, 989.4e12",
    "394 TOP/s, OPERATIONS_PER_SECOND, 394e12",
    "1.41 GHz, HERTZ, 1.41e9",
    "250 ns, SECONDS, 250e-9",
    "3.5 pJ/bit, JOULES_PER_BYTE, 28e-12",
    "0.0034 pJ/B, JOULES_PER_BYTE, 0.0034e-12",
    "0.5 pJ, JOULES, 0.5e-12",
    "814 mm2, SQUARE_METRES, 814e-6",
    "87 %, FRACTION, 0.87",
    "0.87, FRACTION, 0.87",
    "54.2e9, COUNT, 54.2e9",
    "30000 USD, US_DOLLARS, 30000",
    "1 kW, WATTS, 1000"
  })
  void unitsBecomeBaseUnits(String text, Dimension dimension, double expected) {
    assertEquals(expected, Quantity.parse(text, dimension), Math.abs(expected) * 1e-12);
  }

  @ParameterizedTest
  @CsvSource({
    "6 TB, BYTES_PER_SECOND, is a size; a bandwidth is wanted",
    "6 Tb/s, BYTES_PER_SECOND, unknown unit 'Tb/s'",
    "6, BYTES_PER_SECOND, has no unit",
    "fast, BYTES_PER_SECOND, is not a number",
    "700 W, JOULES, is a power; an energy is wanted",
    "10 pJ, JOULES_PER_BYTE, is an energy; an energy per bit or byte is wanted",
    "8 GB, COUNT, is a size; a plain number is wanted",
    "1.5 gb/s, BYTES_PER_SECOND, did you mean",
    "1e999 GB, BYTES, is too large",
    "--3 GB, BYTES, is not a number"
  })
  void mistakesOfUnitAreRefusedAndSayWhatIsWanted(
      String text, Dimension dimension, String expected) {
    InputException error =
        assertThrows(InputException.class, () -> Quantity.parse(text, dimension));
    assertTrue(error.getMessage().contains(expected), error.getMessage());
  }

  @Test
  void hugeTextIsCutInTheError() {
    String text = "9".repeat(100_000);
    InputException error =
        assertThrows(InputException.class, () -> Quantity.parse(text, Dimension.BYTES));
    assertTrue(error.getMessage().length() < 300, error.getMessage());
  }

  @Property
  void everyUnitScalesByItsFactor(@ForAll @DoubleRange(min = 0.01, max = 1e6) double value) {
    for (Dimension dimension : Dimension.values()) {
      dimension
          .factors()
          .forEach(
              (unit, factor) ->
                  assertEquals(
                      value * factor,
                      Quantity.parse(value + " " + unit, dimension),
                      value * factor * 1e-12));
    }
  }
}
