package ridgepoint.exploration.evaluation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ridgepoint.exploration.experiment.Experiment;
import ridgepoint.exploration.experiment.Origins;
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
  private final List<Setting> settings = new ArrayList<>();
  private final List<Scale> scales = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();

  /** An axis that sets a key. */
  private record Setting(int axis, String path) {}

  /**
   * An axis that multiplies a key's described value.
   *
   * @param perUnit that value, over the axis' own where it has one
   */
  private record Scale(int axis, NumberKey number, double perUnit) {}

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
  Changes(
      Experiment experiment,
      Origins origins,
      Layout layout,
      SystemVariants variants,
      List<WhatIf> fixed) {
    this.fixed = fixed;
    for (int i = 0; i < experiment.axes().size(); i++) {
      Axis axis = experiment.axes().get(i);
      if (axis.isHardware()) {
        settings.add(new Setting(i, axis.target()));
      }
      for (int k = 0; k < axis.scales().size(); k++) {
        String pattern = axis.scales().get(k);
        int index = i;
        String part = "axes." + axis.target() + ".scales[" + k + "]";
        scales.addAll(origins.in(part, () -> scales(index, pattern, variants)));
      }
    }
    experiment
        .linked()
        .forEach(
            (path, formula) ->
                links.add(
                    origins.in(
                        "linked." + path,
                        () ->
                            new Link(
                                number(path, variants),
                                Expression.parse(formula, layout.axisNames())))));
    settings.stream()
        .filter(setting -> setting.path().equals(UnitKeys.UNITS))
        .forEach(units -> scaleWithUnits(units, variants));
  }

  /** What comes with every compute unit, but for what is said otherwise. */
  private void scaleWithUnits(Setting units, SystemVariants variants) {
    Set<String> said = new HashSet<>();
    fixed.forEach(whatIf -> said.add(whatIf.path()));
    settings.forEach(setting -> said.add(setting.path()));
    scales.forEach(scale -> said.add(scale.number().path()));
    links.forEach(link -> said.add(link.number().path()));
    double described = described(number(UnitKeys.UNITS, variants), variants);
    for (String path : UnitKeys.of(variants)) {
      if (!said.contains(path)) {
        NumberKey number = number(path, variants);
        scales.add(new Scale(units.axis(), number, described(number, variants) / described));
      }
    }
  }

  private static List<Scale> scales(int axis, String pattern, SystemVariants variants) {
    List<Scale> scales = new ArrayList<>();
    for (String path : matching(pattern, variants)) {
      NumberKey number = number(path, variants);
      scales.add(new Scale(axis, number, described(number, variants)));
    }
    return scales;
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
      throw new InputException(
          "no key of the description is like '%s'%s"
              .formatted(pattern, NearMatch.hint(pattern, alike(pattern, variants))));
    }
    return paths;
  }

  /** The keys of a description with {@code *} where a pattern has it. */
  private static List<String> alike(String pattern, SystemVariants variants) {
    String[] wanted = pattern.split("[.]");
    Set<String> patterns = new LinkedHashSet<>();
    for (String path : variants.paths()) {
      String[] parts = path.split("[.]");
      if (parts.length == wanted.length) {
        for (int i = 0; i < parts.length; i++) {
          parts[i] = wanted[i].equals("*") ? "*" : parts[i];
        }
        patterns.add(String.join(".", parts));
      }
    }
    return List.copyOf(patterns);
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
    List<WhatIf> changes = new ArrayList<>(fixed.size() + settings.size() + scales.size());
    changes.addAll(fixed);
    for (Setting set : settings) {
      changes.add(new WhatIf(set.path(), point[set.axis()]));
    }
    for (Scale scale : scales) {
      changes.add(scale.number().set(scale.perUnit() * row[scale.axis()]));
    }
    for (Link link : links) {
      changes.add(link.number().set(link.formula().copy().evaluate(row)));
    }
    return changes;
  }
}
