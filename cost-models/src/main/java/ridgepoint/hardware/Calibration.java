package ridgepoint.hardware;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Parameters of a device fitted to measurements of it.
 *
 * @param fits one for each family of measurements and each software that ran them
 */
public record Calibration(List<Fit> fits) {
  /** Stands for whatever software there is: of kinds whose measurements know no software. */
  public static final String ANY_STACK = "any";

  public Calibration {
    fits = List.copyOf(fits);
  }

  /**
   * What was fitted to one family of measurements.
   *
   * @param stack id of the software whose kernels were measured, or {@link #ANY_STACK}
   * @param family name of the measurements, such as {@code gemm}
   * @param dataSet where they come from
   * @param date ISO date of the fit
   * @param rows how many of them were fitted to
   * @param meanAbsoluteError fraction, by cross-validation
   * @param medianAbsoluteError fraction, by cross-validation
   * @param parameters by path: {@code gemm/bf16/matrix-efficiency}
   */
  public record Fit(
      String stack,
      String family,
      String dataSet,
      String date,
      int rows,
      double meanAbsoluteError,
      double medianAbsoluteError,
      Map<String, Double> parameters) {
    public Fit {
      parameters = Ordered.copy(parameters);
    }
  }

  /** Parameters by path that were fitted with a software, or whatever the software. */
  public Map<String, Double> parameters(String stack) {
    Map<String, Double> values = new TreeMap<>();
    fits.stream()
        .filter(fit -> fit.stack().equals(stack))
        .forEach(fit -> values.putAll(fit.parameters()));
    return values;
  }

  /** All but what was fitted to one family of measurements of a software. */
  public Calibration without(String stack, String family) {
    return new Calibration(
        fits.stream()
            .filter(fit -> !(fit.stack().equals(stack) && fit.family().equals(family)))
            .toList());
  }

  /** These with a fit added, in place of an earlier one to the same measurements. */
  public Calibration with(Fit fit) {
    List<Fit> all = new ArrayList<>(without(fit.stack(), fit.family()).fits);
    all.add(fit);
    all.sort(Comparator.comparing(Fit::stack).thenComparing(Fit::family));
    return new Calibration(all);
  }

  /** Names of the data sets, in order. */
  public Collection<String> dataSets() {
    return fits.stream().map(Fit::dataSet).collect(Collectors.toCollection(TreeSet::new));
  }
}
