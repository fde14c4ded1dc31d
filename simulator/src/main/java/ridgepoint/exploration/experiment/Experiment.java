package ridgepoint.exploration.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ridgepoint.exploration.space.Axis;

/**
 * A question to a design space.
 *
 * @param name of the experiment
 * @param base options of a run by name without dashes, each with its values: {@code hw}, {@code
 *     model}, {@code batch-size}, {@code set}...
 * @param axes that vary; the first varies slowest in a grid
 * @param linked keys of the hardware description that follow from axes, with their formulas in base
 *     units
 * @param derived quantities by name, with their formulas, each over axes, results and those before
 * @param constraints as users write them
 * @param objectives to be small or large at once
 * @param search which points are looked at
 */
public record Experiment(
    String name,
    Map<String, List<String>> base,
    List<Axis> axes,
    Map<String, String> linked,
    Map<String, String> derived,
    List<String> constraints,
    List<Goal> objectives,
    Search search) {

  /** A formula whose value is to be small, or large. */
  public record Goal(String formula, boolean maximized) {}

  public Experiment {
    Map<String, List<String>> options = new LinkedHashMap<>();
    base.forEach((key, values) -> options.put(key, List.copyOf(values)));
    base = Collections.unmodifiableMap(options);
    axes = List.copyOf(axes);
    linked = Collections.unmodifiableMap(new LinkedHashMap<>(linked));
    derived = Collections.unmodifiableMap(new LinkedHashMap<>(derived));
    constraints = List.copyOf(constraints);
    objectives = List.copyOf(objectives);
  }

  /** The same searched in another way. */
  public Experiment withSearch(Search other) {
    return new Experiment(name, base, axes, linked, derived, constraints, objectives, other);
  }

  /** The same with one option of the base replaced. */
  public Experiment withBase(String option, String value) {
    Map<String, List<String>> changed = new LinkedHashMap<>(base);
    changed.put(option, List.of(value));
    return new Experiment(name, changed, axes, linked, derived, constraints, objectives, search);
  }
}
