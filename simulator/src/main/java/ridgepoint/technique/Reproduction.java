package ridgepoint.technique;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A claim held against predictions of the same set-ups.
 *
 * @param predicted value of each case of the claim, in its order, in the metric's base unit
 */
public record Reproduction(Technique technique, Claim claim, List<Double> predicted) {
  public Reproduction {
    predicted = List.copyOf(predicted);
    if (predicted.size() != claim.cases().size()) {
      throw new IllegalArgumentException(
          predicted.size() + " predictions for " + claim.cases().size() + " cases");
    }
  }

  /** How much better the last case is than the first, predicted; empty with a single case. */
  public OptionalDouble predictedSpeedup() {
    if (predicted.size() < 2) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        claim.metric().speedup(predicted.get(0), predicted.get(predicted.size() - 1)));
  }

  /** The published ratio: as stated, or of the published values. */
  public OptionalDouble publishedSpeedup() {
    if (claim.speedup().isPresent() || claim.cases().size() < 2) {
      return claim.speedup();
    }
    OptionalDouble first = claim.cases().get(0).published();
    OptionalDouble last = claim.cases().get(claim.cases().size() - 1).published();
    return first.isPresent() && last.isPresent()
        ? OptionalDouble.of(claim.metric().speedup(first.getAsDouble(), last.getAsDouble()))
        : OptionalDouble.empty();
  }

  /** Predicted over published minus 1, of every case that has a published value. */
  public List<OptionalDouble> deviations() {
    List<OptionalDouble> deviations = new ArrayList<>();
    for (int i = 0; i < predicted.size(); i++) {
      double value = predicted.get(i);
      OptionalDouble published = claim.cases().get(i).published();
      deviations.add(
          published.isPresent()
              ? OptionalDouble.of(value / published.getAsDouble() - 1)
              : OptionalDouble.empty());
    }
    return deviations;
  }
}
