package ridgepoint.exploration.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ridgepoint.exploration.experiment.Experiment;
import ridgepoint.exploration.expression.Expression;
import ridgepoint.exploration.space.Axis;
import ridgepoint.hardware.library.SystemVariants;
import ridgepoint.hardware.library.WhatIf;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;
import ridgepoint.quantity.Dimension;
import ridgepoint.quantity.Quantity;

/** What the axes of an experiment change in the description of one hardware. */
final class Changes {
  private final List<WhatIf> fixed;
  private final List<Set> sets = new ArrayList<>();
  private final List<Scale> scales = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();

  /** An axis that sets a key. */
  private record Set(int axis, String path) {}

  /** An axis that multiplies a key's described value. */
  private record Scale(int axis, NumberKey number, double described) {}

  /** A key that follows from axes. */
  private record Link(NumberKey number, Expression formula) {}

  /** A key that holds a number. */
  private record NumberKey(String path, Dimension dimension, boolean whole) {
    WhatIf set(double value) {
      Map.Entry<String, Double> unit = dimension.factors().entrySet().iterator().next();
      for (Map.Entry<String, Double> each : dimension.factors().entrySet()) {
        if (each.getValue() == 1) {
          unit = each;
        }
      }
      double number = (whole ? Math.rint(value) : value) / unit.getValue();
      String digits =
          number == Math.rint(number) && Math.abs(number) < 1e15
              ? Long.toString((long) number)
              : Double.toString(number);
      return new WhatIf(path, digits + unit.getKey());
    }
  }

  /**
   * @param fixed changes of every point
   * @throws InputException when a key does not exist or holds no number
   */
  Changes(Experiment experiment, Layout layout, SystemVariants variants, List<WhatIf> fixed) {
    this.fixed = fixed;
    for (int i = 0; i < experiment.axes().size(); i++) {
      Axis axis = experiment.axes().get(i);
      if (axis.isHardware()) {
        sets.add(new Set(i, axis.target()));
      }
      for (String pattern : axis.scales()) {
        for (String path : matching(pattern, variants)) {
          NumberKey number = number(path, variants);
          scales.add(new Scale(i, number, described(number, variants)));
        }
      }
    }
    experiment
        .linked()
        .forEach(
            (path, formula) ->
                links.add(
                    new Link(
                        number(path, variants), Expression.parse(formula, layout.axisNames()))));
  }

  /** Keys that a pattern with {@code *} for one part of the path stands for. */
  private static List<String> matching(String pattern, SystemVariants variants) {
    if (!pattern.contains("*")) {
      return List.of(pattern);
    }
    String expression = pattern.replace(".", "[.]").replace("*", "[^.]+");
    List<String> paths =
        variants.paths().stream().filter(path -> path.matches(expression)).toList();
    if (paths.isEmpty()) {
      throw new InputException("no key of the description is like '" + pattern + "'");
    }
    return paths;
  }

  private static NumberKey number(String path, SystemVariants variants) {
    Dimension dimension =
        variants
            .dimension(path)
            .orElseThrow(
                () ->
                    new InputException(
                        "'"
                            + path
                            + "' is no number of the description"
                            + NearMatch.hint(path, variants.paths())));
    double value = Quantity.parse(variants.text(path).orElseThrow(), dimension);
    return new NumberKey(
        path, dimension, dimension == Dimension.COUNT && value == Math.rint(value));
  }

  private static double described(NumberKey number, SystemVariants variants) {
    return Quantity.parse(variants.text(number.path()).orElseThrow(), number.dimension());
  }

  /**
   * The changes of one point.
   *
   * @param point texts of the axes' values
   * @param row their numbers
   */
  List<WhatIf> of(String[] point, double[] row) {
    List<WhatIf> changes = new ArrayList<>(fixed.size() + sets.size() + scales.size());
    changes.addAll(fixed);
    for (Set set : sets) {
      changes.add(new WhatIf(set.path(), point[set.axis()]));
    }
    for (Scale scale : scales) {
      changes.add(scale.number().set(scale.described() * row[scale.axis()]));
    }
    for (Link link : links) {
      changes.add(link.number().set(link.formula().copy().evaluate(row)));
    }
    return changes;
  }
}
