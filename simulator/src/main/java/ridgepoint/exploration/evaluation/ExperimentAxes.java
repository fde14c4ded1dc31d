package ridgepoint.exploration.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ridgepoint.exploration.experiment.Experiment;
import ridgepoint.exploration.experiment.Origins;
import ridgepoint.exploration.space.Axis;
import ridgepoint.hardware.library.SystemVariants;
import ridgepoint.hardware.library.WhatIf;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;
import ridgepoint.quantity.Dimension;

/**
 * What the axes of an experiment are to the simulator: options of a run, or numbers of hardware.
 */
final class ExperimentAxes {
  private final Experiment experiment;
  private final Questions questions;
  private final int[] optionAxes;
  private final List<Optional<Dimension>> units = new ArrayList<>();
  private final List<AxisNumbers> numbers = new ArrayList<>();

  /**
   * @throws InputException when an axis is neither, or its key or unit is wrong
   */
  ExperimentAxes(Experiment experiment, Origins origins, Questions questions) {
    this.experiment = experiment;
    this.questions = questions;
    optionAxes = optionAxes(origins);
    SystemVariants variants =
        new BaseCheck(experiment, origins, questions).variants(options(first()));
    for (Axis axis : experiment.axes()) {
      Optional<Dimension> unit = origins.in("axes." + axis.target(), () -> unit(axis, variants));
      units.add(unit);
      numbers.add(new AxisNumbers(axis, unit));
    }
  }

  /** What each axis measures; empty where its values are plain numbers or words. */
  List<Optional<Dimension>> units() {
    return units;
  }

  /** Fills in the numbers of a point's values. */
  void fill(String[] point, double[] row) {
    for (int i = 0; i < point.length; i++) {
      row[i] = numbers.get(i).of(point[i]);
    }
  }

  /** The values of a point that are options of a run. */
  List<String> optionValues(String[] point) {
    List<String> values = new ArrayList<>(optionAxes.length);
    for (int axis : optionAxes) {
      values.add(point[axis]);
    }
    return values;
  }

  /** A point at the first value of every axis. */
  private String[] first() {
    String[] first = new String[experiment.axes().size()];
    for (int i = 0; i < first.length; i++) {
      first[i] = experiment.axes().get(i).values().at(0);
    }
    return first;
  }

  /** The base's value of an axis: as described, as asked for, or else the middle of the axis. */
  String base(int index) {
    Axis axis = experiment.axes().get(index);
    if (axis.isFactor()) {
      return "1";
    }
    if (axis.isHardware()) {
      return questions
          .variants(questions.of(options(first())).hardware())
          .text(axis.target())
          .orElseThrow();
    }
    List<String> given = experiment.base().getOrDefault(axis.target(), List.of());
    return given.isEmpty() ? axis.values().within(0.5) : given.get(given.size() - 1);
  }

  private int[] optionAxes(Origins origins) {
    List<Integer> indices = new ArrayList<>();
    for (int i = 0; i < experiment.axes().size(); i++) {
      Axis axis = experiment.axes().get(i);
      if (questions.options().contains(axis.target())) {
        indices.add(i);
      } else if (!axis.isHardware() && !axis.isFactor() && !isUsed(axis)) {
        String name = axis.target();
        throw origins.at(
            "axes." + name,
            new InputException(
                "axis '%s' is no option of 'run', no key of the hardware description and in no formula%s"
                    .formatted(name, NearMatch.hint(name, questions.options()))));
      }
    }
    return indices.stream().mapToInt(Integer::intValue).toArray();
  }

  private boolean isUsed(Axis axis) {
    List<String> formulas = new ArrayList<>(experiment.linked().values());
    formulas.addAll(experiment.derived().values());
    return formulas.stream().anyMatch(text -> text.matches(".*\\b" + axis.name() + "\\b.*"));
  }

  /** What a hardware axis measures. */
  private static Optional<Dimension> unit(Axis axis, SystemVariants variants) {
    if (!axis.isHardware()) {
      return axis.isFactor() ? Optional.of(Dimension.COUNT) : Optional.empty();
    }
    Optional<Dimension> dimension = variants.dimension(axis.target());
    if (dimension.isEmpty()) {
      variants.with(List.of(new WhatIf(axis.target(), axis.values().at(0))));
    }
    return dimension;
  }

  /** The options of a point: those of the base, and those that vary. */
  Map<String, List<String>> options(String[] point) {
    Map<String, List<String>> options = new LinkedHashMap<>(experiment.base());
    for (int axis : optionAxes) {
      options.put(experiment.axes().get(axis).target(), List.of(point[axis]));
    }
    return options;
  }
}
