package ridgepoint.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ridgepoint.report.Validation;
import ridgepoint.report.Validation.Accuracy;
import ridgepoint.report.Validation.Prediction;
import ridgepoint.report.Validation.Skipped;

/** Sums up predictions by family, device, backend and data type, and by all pools of these. */
public final class Accuracies {
  private final Map<Group, Errors> groups = new LinkedHashMap<>();
  private final Map<Skip, Long> skips = new LinkedHashMap<>();
  private final List<Prediction> predictions = new ArrayList<>();

  private Accuracies() {}

  private record Group(String family, String device, String backend, String dtype) {}

  private record Skip(String family, String device, String reason) {}

  /** Signed errors of a group. */
  private static final class Errors {
    private double[] values = new double[16];
    private int scored;
    private long rows;

    void add(double error) {
      if (scored == values.length) {
        values = Arrays.copyOf(values, 2 * scored);
      }
      values[scored++] = error;
    }
  }

  /** All there is to report of rows, in the order of families. */
  public static Validation of(String version, double seconds, List<Measurements.Outcome> outcomes) {
    Accuracies accuracies = new Accuracies();
    outcomes.forEach(accuracies::add);
    List<String> families = Measurements.families();
    List<Accuracy> results =
        accuracies.groups.entrySet().stream()
            .map(entry -> accuracy(entry.getKey(), entry.getValue()))
            .sorted(
                Comparator.comparingInt((Accuracy each) -> families.indexOf(each.family()))
                    .thenComparing(Accuracy::device)
                    .thenComparing(Accuracy::backend)
                    .thenComparing(Accuracy::dtype))
            .toList();
    List<Skipped> skipped =
        accuracies.skips.entrySet().stream()
            .map(
                entry ->
                    new Skipped(
                        entry.getKey().family,
                        entry.getKey().device,
                        entry.getKey().reason,
                        entry.getValue()))
            .sorted(
                Comparator.comparingInt((Skipped each) -> families.indexOf(each.family()))
                    .thenComparing(Skipped::device)
                    .thenComparing(Skipped::reason))
            .toList();
    return new Validation(version, seconds, results, skipped, accuracies.predictions);
  }

  private void add(Measurements.Outcome outcome) {
    if (outcome.predictions().isEmpty()) {
      skip(outcome.family(), outcome.device(), outcome.skipped());
      count(outcome.family(), outcome.device(), outcome.backend(), outcome.dtype(), null);
    }
    for (Prediction prediction : outcome.predictions()) {
      if (!prediction.counts()) {
        skip(prediction.family(), prediction.device(), prediction.leftOut());
      }
      predictions.add(prediction);
      count(
          prediction.family(),
          prediction.device(),
          prediction.backend(),
          prediction.dtype(),
          prediction.counts() ? prediction : null);
    }
  }

  private void skip(String family, String device, String reason) {
    skips.merge(new Skip(family, device, reason), 1L, Long::sum);
  }

  private void count(
      String family, String device, String backend, String dtype, Prediction scored) {
    for (int pooled = 0; pooled < 8; pooled++) {
      Group group =
          new Group(
              family,
              (pooled & 4) == 0 ? device : Validation.ALL,
              (pooled & 2) == 0 ? backend : Validation.ALL,
              (pooled & 1) == 0 ? dtype : Validation.ALL);
      Errors errors = groups.computeIfAbsent(group, each -> new Errors());
      errors.rows++;
      if (scored != null) {
        errors.add(scored.error());
      }
    }
  }

  private static Accuracy accuracy(Group group, Errors errors) {
    double[] signed = Arrays.copyOf(errors.values, errors.scored);
    double[] absolute = Arrays.stream(signed).map(Math::abs).sorted().toArray();
    return new Accuracy(
        group.family,
        group.device,
        group.backend,
        group.dtype,
        errors.rows,
        errors.scored,
        Arrays.stream(absolute).average().orElse(Double.NaN),
        quantile(absolute, 0.5),
        quantile(absolute, 0.9),
        Arrays.stream(signed).average().orElse(Double.NaN));
  }

  /** Linear between the two nearest of sorted values; not a number when there are none. */
  static double quantile(double[] sorted, double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
