package ridgepoint.report.chart;

import java.util.List;
import ridgepoint.report.Comparison;

/**
 * How a comparison is drawn: the last numeric input along the axis, a line for each combination of
 * the others; without one, the last input as categories.
 *
 * @param axis name of the input along the axis
 * @param numeric whether its values are numbers
 * @param xs its values in order of appearance
 * @param others names of the other varied inputs
 * @param groups their combinations in order of appearance; one empty name when there are none
 */
public record Grouping(
    String axis, boolean numeric, List<String> xs, List<String> others, List<String> groups) {

  /** Works it out from the values. */
  public static Grouping of(Comparison comparison) {
    List<String> varied = comparison.varied();
    String axis =
        varied.stream()
            .filter(name -> numeric(comparison, name))
            .reduce((first, second) -> second)
            .orElse(varied.isEmpty() ? "" : varied.get(varied.size() - 1));
    List<String> others = varied.stream().filter(name -> !name.equals(axis)).toList();
    return new Grouping(
        axis,
        numeric(comparison, axis),
        comparison.cases().stream().map(c -> c.values().getOrDefault(axis, "")).distinct().toList(),
        others,
        comparison.cases().stream().map(c -> c.label(others)).distinct().toList());
  }

  private static boolean numeric(Comparison comparison, String name) {
    return !comparison.cases().isEmpty()
        && comparison.cases().stream()
            .allMatch(c -> c.values().getOrDefault(name, "").matches("[0-9]+(\\.[0-9]+)?"));
  }
}
