package ridgepoint.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class AxisTest {
  private static final Axis SECONDS = new Axis("kernel-seconds", 0, 60e-6);
  private static final Axis FRACTION = new Axis("matrix-efficiency", 0.2, 1);

  @Property
  void aValueIsFoundAgainAtItsPosition(@ForAll @DoubleRange(min = 0.2, max = 1) double value) {
    assertEquals(value, FRACTION.value(FRACTION.position(value)), 1e-12);
    double seconds = value * 60e-6;
    assertEquals(seconds, SECONDS.value(SECONDS.position(seconds)), 1e-15);
  }

  @Property
  void positionsRiseWithValues(
      @ForAll @DoubleRange(min = 0, max = 60) double one,
      @ForAll @DoubleRange(min = 0, max = 60) double other) {
    if (one < other) {
      assertTrue(SECONDS.position(one * 1e-6) < SECONDS.position(other * 1e-6));
    }
  }

  @Test
  void noPositionLeavesTheBounds() {
    assertEquals(1, FRACTION.value(1.7));
    assertEquals(0.2, FRACTION.value(-3), 1e-12);
    assertEquals(1, FRACTION.position(1.5), 1e-12);
  }
}
