package ridgepoint.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class QuantityTest {
  @Test
  void threeDigitsAndAPrefix() {
    assertEquals("3.35 TB/s", Quantity.si(3.35e12, "B/s"));
    assertEquals("12.0 µs", Quantity.seconds(12e-6));
    assertEquals("1.00 ms", Quantity.seconds(999.96e-6));
    assertEquals("80.0 GB", Quantity.bytes(80e9));
    assertEquals("0 J", Quantity.joules(0));
    assertEquals("-1.50 k", Quantity.si(-1500, ""));
    assertEquals("0.498", Quantity.plain(0.49800001));
    assertEquals("4.2%", Quantity.percent(0.0421));
    assertEquals("8160", Quantity.count(8160));
  }

  @Property
  void exactReadsBackAsTheSameDouble(@ForAll @DoubleRange(min = -1e25, max = 1e25) double value) {
    assertEquals(value == 0 ? 0.0 : value, Double.parseDouble(Quantity.exact(value)));
  }

  @Test
  void exactHasNoExponentInTheRangeOfResults() {
    for (double value : new double[] {1e-9, 2.5e-6, 1.602176634e14, 8.03e9, 123456.789}) {
      assertFalse(Quantity.exact(value).contains("E"), Quantity.exact(value));
    }
  }
}
