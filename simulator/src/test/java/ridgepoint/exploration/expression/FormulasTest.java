package ridgepoint.exploration.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ridgepoint.input.InputException;
import ridgepoint.quantity.Dimension;

class FormulasTest {
  private static final double[] ROW = {2e12, 0.02, 826, 3};

  private static Names names() {
    Names names = new Names();
    names.add(
        "memory_hbm_bandwidth", 0, Optional.of(new Names.Unit(Dimension.BYTES_PER_SECOND, 1)));
    names.add("tpot", 1, Optional.of(new Names.Unit(Dimension.SECONDS, 1)));
    names.add("area", 2, Optional.of(new Names.Unit(Dimension.SQUARE_METRES, 1e-6)));
    names.add("batch_size", 3, Optional.empty());
    return names;
  }

  @ParameterizedTest
  @CsvSource({
    "tpot * 1000, 20",
    "'max(area, 900) - min(2, batch_size)', 898",
    "memory.hbm.bandwidth / 1e12, 2",
    "batch-size ^ 2, 9",
    "sqrt(4) + log10(100), 4",
    "2.5e-3 * 4, 0.01",
  })
  void formulasAreEvaluated(String text, double expected) {
    assertEquals(expected, Expression.parse(text, names()).evaluate(ROW), 1e-9);
  }

  @ParameterizedTest
  @CsvSource({
    "tpot <= 20 ms, true",
    "tpot < 20 ms, false",
    "tpot <= 0.02 s, true",
    "area <= 826 mm2, true",
    "area > 8 cm2, true",
    "memory.hbm.bandwidth >= 2.5 TB/s, false",
    "batch_size == 3, true",
    "tpot * 2 <= 0.05, true",
    "area <= 2 * batch_size, false",
  })
  void constraintsCompareInTheUnitsOfTheirNumbers(String text, boolean kept) {
    assertEquals(kept, Constraint.parse(text, names()).violation(ROW) == 0);
  }

  @ParameterizedTest
  @CsvSource({
    "tpot <= 20, has no unit",
    "tpot <= 20 GB, is a size",
    "tpott <= 20 ms, did you mean 'tpot'",
    "tpot, is no constraint",
    "area + <= 3, is no formula",
    "tpot <= 20 parsecs, unknown unit",
  })
  void whatIsWrongIsSaid(String text, String problem) {
    String message =
        assertThrows(InputException.class, () -> Constraint.parse(text, names())).getMessage();
    assertTrue(message.contains(problem), message);
  }

  @Test
  void whatIsNotKnownIsNotKept() {
    double[] unknown = {2e12, 0.02, Double.NaN, 3};
    assertTrue(Constraint.parse("area <= 1 m2", names()).violation(unknown) > 0);
    assertTrue(Double.isNaN(Expression.parse("area * 2", names()).evaluate(unknown)));
    assertTrue(Double.isNaN(Expression.parse("1 / (tpot - 0.02)", names()).evaluate(ROW)));
  }
}
