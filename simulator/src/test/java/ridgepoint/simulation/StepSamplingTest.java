package ridgepoint.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.LongToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class StepSamplingTest {
  private static double sum(StepSampling<Double> sampling) {
    return sampling.samples().values().stream().mapToDouble(s -> s.steps() * s.value()).sum();
  }

  private static StepSampling<Double> sample(long steps, LongToDoubleFunction cost) {
    return StepSampling.over(steps, cost::applyAsDouble, value -> value);
  }

  private static double exact(long steps, LongToDoubleFunction cost) {
    double total = 0;
    for (long step = 0; step < steps; step++) {
      total += cost.applyAsDouble(step);
    }
    return total;
  }

  @Test
  void fewStepsAreComputedOneByOne() {
    StepSampling<Double> sampling = sample(64, step -> Math.sin((double) step) + 2);
    assertEquals(64, sampling.samples().size());
    assertEquals(0, sampling.relativeError());
    assertEquals(exact(64, step -> Math.sin((double) step) + 2), sum(sampling), 1e-12);
  }

  @Property(tries = 200)
  void weightsSumToTheSteps(@ForAll @LongRange(min = 0, max = 100_000) long steps) {
    double weights =
        sample(steps, step -> 1 + step % 7).samples().values().stream()
            .mapToDouble(StepSampling.Weighted::steps)
            .sum();
    assertEquals((double) steps, weights, 1e-6);
  }

  @Property(tries = 200)
  void straightLinesAreSummedExactly(
      @ForAll @LongRange(min = 65, max = 20_000) long steps,
      @ForAll @DoubleRange(min = 0, max = 10) double slope) {
    double exact = exact(steps, step -> 3 + slope * step);
    assertEquals(exact, sum(sample(steps, step -> 3 + slope * step)), 1e-9 * exact);
  }

  @Property(tries = 200)
  void aKinkAnywhereCostsLessThanATenthOfAPercent(
      @ForAll @LongRange(min = 65, max = 20_000) long steps,
      @ForAll @DoubleRange(min = 0, max = 1) double where) {
    LongToDoubleFunction cost = step -> 5 + Math.max(0, step - where * steps) * 10 / steps;
    double exact = exact(steps, cost);
    assertEquals(exact, sum(sample(steps, cost)), StepSampling.TOLERANCE * exact);
  }

  @Test
  void theStatedErrorIsNearTheTrueOneOfACurve() {
    LongToDoubleFunction cost = step -> 1 + Math.pow(step / 4000.0, 2);
    StepSampling<Double> sampling = sample(4000, cost);
    double exact = exact(4000, cost);
    double error = Math.abs(sum(sampling) - exact) / exact;
    assertTrue(sampling.relativeError() > 0);
    assertTrue(error <= 2 * sampling.relativeError(), error + " " + sampling.relativeError());
  }
}
