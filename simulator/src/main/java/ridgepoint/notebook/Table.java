package ridgepoint.notebook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import ridgepoint.report.text.TextTable;

/**
 * A table of anything: a row per thing, columns as functions of it. Aligned text where it is
 * printed, Markdown on a page.
 *
 * @param <T> the things
 */
public record Table<T>(List<T> rows, List<Column<T>> columns) {
  private static final int WIDTH = 160;

  public Table {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
  }

  /** A column's name, side and content. */
  public record Column<T>(String name, boolean right, Function<T, String> cell) {}

  /** The table; {@link #left} and {@link #right} make columns. */
  @SafeVarargs
  public static <T> Table<T> of(Iterable<T> rows, Column<T>... columns) {
    List<T> all = new ArrayList<>();
    rows.forEach(all::add);
    return new Table<>(all, Arrays.asList(columns));
  }

  /** A column of words. */
  public static <T> Column<T> left(String name, Function<T, String> cell) {
    return new Column<>(name, false, cell);
  }

  /** A column of numbers. */
  public static <T> Column<T> right(String name, Function<T, String> cell) {
    return new Column<>(name, true, cell);
  }

  /** As Markdown. */
  public String markdown() {
    return table().markdown();
  }

  @Override
  public String toString() {
    return "\n" + table().render(WIDTH, false);
  }

  private TextTable table() {
    TextTable table = new TextTable();
    for (Column<T> column : columns) {
      if (column.right()) {
        table.right(column.name());
      } else {
        table.left(column.name());
      }
    }
    for (T row : rows) {
      table.row(columns.stream().map(c -> c.cell().apply(row)).toArray(String[]::new));
    }
    return table;
  }
}
