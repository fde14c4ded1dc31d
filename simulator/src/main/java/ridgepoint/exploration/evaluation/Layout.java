package ridgepoint.exploration.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ridgepoint.exploration.experiment.Experiment;
import ridgepoint.exploration.experiment.Origins;
import ridgepoint.exploration.expression.Names;
import ridgepoint.exploration.space.Axis;
import ridgepoint.input.InputException;
import ridgepoint.quantity.Dimension;

/**
 * Where the numbers of a point stand in its row: axes first, then measures, then derived
 * quantities.
 *
 * @param columns in the order of the row
 * @param axes how many of them are axes
 */
public record Layout(List<Column> columns, int axes) {
  public Layout {
    columns = List.copyOf(columns);
  }

  /** What a column is. */
  public enum Role {
    AXIS,
    MEASURE,
    DERIVED
  }

  /**
   * One number of a point.
   *
   * @param source the axis' target, the measure's description or the derived quantity's formula
   * @param unit in which it is written, if any
   * @param texts of an axis whose values are words; the row then holds the index of one
   */
  public record Column(
      String name, Role role, String source, Optional<Dimension> unit, List<String> texts) {
    public Column {
      texts = List.copyOf(texts);
    }

    public boolean isText() {
      return !texts.isEmpty();
    }
  }

  /**
   * The layout of an experiment.
   *
   * @param units of the axes, in their order; empty where values are plain numbers or words
   * @throws InputException when two columns have the same name
   */
  static Layout of(Experiment experiment, Origins origins, List<Optional<Dimension>> units) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < experiment.axes().size(); i++) {
      Axis axis = experiment.axes().get(i);
      columns.add(
          new Column(
              axis.name(),
              Role.AXIS,
              axis.target(),
              units.get(i),
              units.get(i).isEmpty() ? AxisNumbers.words(axis) : List.of()));
    }
    int axes = columns.size();
    for (Measure measure : Measure.values()) {
      columns.add(
          new Column(
              measure.column(),
              Role.MEASURE,
              measure.description(),
              Optional.of(measure.dimension()),
              List.of()));
    }
    experiment
        .derived()
        .forEach(
            (name, formula) ->
                columns.add(new Column(name, Role.DERIVED, formula, Optional.empty(), List.of())));
    Layout layout = new Layout(columns, axes);
    layout.checkNames(origins);
    return layout;
  }

  private void checkNames(Origins origins) {
    List<String> names = new ArrayList<>(RowColumns.NAMES);
    for (Column column : columns) {
      String part =
          column.role() == Role.AXIS ? "axes." + column.source() : "derived." + column.name();
      if (!column.name().matches("[A-Za-z_][A-Za-z0-9_]*")) {
        throw origins.at(
            part,
            new InputException(
                "'" + column.name() + "' is no name: letters, digits and _ are wanted"));
      }
      if (names.contains(column.name())) {
        throw origins.at(
            part, new InputException("two columns would be called '" + column.name() + "'"));
      }
      names.add(column.name());
    }
  }

  /** Position of a measure in a row. */
  public int position(Measure measure) {
    return axes + measure.ordinal();
  }

  /** Position of the first derived quantity. */
  int firstDerived() {
    return axes + Measure.values().length;
  }

  /**
   * Names that formulas may use.
   *
   * @param derived how many derived quantities are known already
   */
  public Names names(int derived) {
    Names names = new Names();
    for (int i = 0; i < firstDerived() + derived; i++) {
      Column column = columns.get(i);
      if (!column.isText()) {
        names.add(column.name(), i, unit(i));
      }
    }
    for (Measure measure : Measure.values()) {
      int position = position(measure);
      measure.shortNames().forEach(name -> names.add(name, position, unit(position)));
    }
    return names;
  }

  /** Names of axes alone, for what hardware is derived from them. */
  Names axisNames() {
    Names names = new Names();
    for (int i = 0; i < axes; i++) {
      if (!columns.get(i).isText()) {
        names.add(columns.get(i).name(), i, unit(i));
      }
    }
    return names;
  }

  private Optional<Names.Unit> unit(int position) {
    double factor =
        position >= axes && position < firstDerived()
            ? Measure.values()[position - axes].factor()
            : 1;
    return columns.get(position).unit().map(dimension -> new Names.Unit(dimension, factor));
  }
}
