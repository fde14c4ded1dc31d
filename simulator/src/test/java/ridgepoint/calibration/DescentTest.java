package ridgepoint.calibration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Searches of losses whose least is known. */
class DescentTest {
  private static final Descent DESCENT = new Descent(12, true, 0);
  private static final int AXES = 17;
  private static final int SAMPLES = 120;

  private static double[] filled(int length, double value) {
    double[] filled = new double[length];
    Arrays.fill(filled, value);
    return filled;
  }

  private static double truth(int axis) {
    return 0.2 + 0.6 * (axis * 7 % AXES) / AXES;
  }

  /** Time of a sample: units work side by side, and of two kernels the faster one is taken. */
  private static double log(double[] position, int sample) {
    double wide = 0.05;
    double narrow = 0.05;
    for (int axis = 0; axis < position.length; axis++) {
      double share = Math.abs(Math.sin(1 + 3 * sample + axis * (sample + 2)));
      double cost = share * Math.exp(2 * position[axis]);
      wide += axis % 2 == 0 ? cost * cost : 0.2 * cost;
      narrow += axis % 3 == 0 ? 0.2 * cost : cost * cost;
    }
    return 0.5 * Math.log(Math.min(wide, narrow));
  }

  private static RobustLoss loss(double[] start, double[] noise, double penalty) {
    double[] truth = new double[AXES];
    Arrays.setAll(truth, DescentTest::truth);
    return new RobustLoss(
        position -> {
          double[] errors = new double[SAMPLES];
          Arrays.setAll(errors, i -> log(position, i) - log(truth, i) - noise[i]);
          return errors;
        },
        RobustLoss.alike(SAMPLES),
        start,
        penalty);
  }

  @Test
  void seventeenAxesAreFoundFromAGenericStart() {
    double[] found = DESCENT.least(loss(filled(AXES, 0.5), new double[SAMPLES], 1e-6));
    for (int axis = 0; axis < AXES; axis++) {
      assertEquals(truth(axis), found[axis], 0.02, "axis " + axis);
    }
  }

  @Test
  void singleSamplesOfAnotherKernelDoNotPull() {
    RobustLoss loss =
        new RobustLoss(
            at -> {
              double[] errors = new double[SAMPLES];
              Arrays.setAll(
                  errors, i -> at[0] - 0.3 + Math.sin(i) * (at[1] - 0.6) + (i % 40 == 7 ? 2 : 0));
              return errors;
            },
            RobustLoss.alike(SAMPLES),
            filled(2, 0.5),
            1e-6);
    double[] found = DESCENT.least(loss);
    assertEquals(0.3, found[0], 0.01);
    assertEquals(0.6, found[1], 0.01);
  }

  @Test
  void whatNoSampleTellsStaysAtTheStart() {
    RobustLoss deaf =
        new RobustLoss(position -> new double[] {0.3}, filled(1, 1), filled(3, 0.4), 1);
    assertArrayEquals(filled(3, 0.4), DESCENT.least(deaf));
  }

  /** What is best lies beyond 1: that axis ends at its bound and the others make up for it. */
  @Test
  void boundsHold() {
    RobustLoss beyond =
        new RobustLoss(
            at -> new double[] {at[0] - 1.4 + 0.5 * (at[1] - 0.3), at[1] - 0.3, at[1] - 0.3},
            RobustLoss.alike(3),
            filled(2, 0.5),
            0);
    double[] found = DESCENT.least(beyond);
    assertEquals(1, found[0], 1e-9);
    assertEquals(0.3, found[1], 0.02);
  }

  @Test
  void restartsNeverEndWorse() {
    double[] noise = new double[SAMPLES];
    Arrays.setAll(noise, i -> 0.1 * Math.sin(37 * i));
    RobustLoss loss = loss(filled(AXES, 0.5), noise, 1e-6);
    double[] once = new Descent(3, false, 0).least(loss);
    double[] again = new Descent(3, false, 2).least(loss);
    assertTrue(loss.of(again, loss.errors(again)) <= loss.of(once, loss.errors(once)));
  }
}
