package ridgepoint.report.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Aligned columns for a terminal. One column may give way so that lines fit the width; a column in
 * which every cell is empty is left out.
 */
public final class TextTable {
  private static final String GAP = "  ";
  private static final char UNBREAKABLE = '\u00a0';
  private static final int SMALLEST_FLEXIBLE = 8;

  /** A column's name, side, and whether it may be cut short. */
  private record Column(String name, boolean right, boolean flexible) {}

  /** A cell and how it looks. */
  record Cell(String text, Style style) {
    static Cell of(String text) {
      return new Cell(text, Style.PLAIN);
    }
  }

  private final List<Column> columns = new ArrayList<>();
  private final List<List<Cell>> rows = new ArrayList<>();
  private final List<Cell> total = new ArrayList<>();

  public TextTable left(String name) {
    columns.add(new Column(name, false, false));
    return this;
  }

  public TextTable right(String name) {
    columns.add(new Column(name, true, false));
    return this;
  }

  /** The column that is cut short when lines would be too long. */
  public TextTable flexible(String name) {
    columns.add(new Column(name, false, true));
    return this;
  }

  /** A row of plain cells. */
  public TextTable row(String... cells) {
    row(Arrays.stream(cells).map(Cell::of).toList());
    return this;
  }

  void row(List<Cell> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(cells.size() + " cells for " + columns.size());
    }
    rows.add(List.copyOf(cells));
  }

  /** A last row under a rule. */
  void total(List<Cell> cells) {
    total.addAll(cells);
  }

  /** The table in lines of at most {@code width} where the flexible column allows. */
  public String render(int width, boolean colour) {
    List<Integer> shown = new ArrayList<>();
    int[] widths = new int[columns.size()];
    for (int c = 0; c < columns.size(); c++) {
      int column = c;
      int longest = rows.stream().mapToInt(row -> row.get(column).text().length()).max().orElse(0);
      if (longest > 0) {
        shown.add(c);
        int summed = total.isEmpty() ? 0 : total.get(c).text().length();
        widths[c] = Math.max(Math.max(longest, summed), columns.get(c).name().length());
      }
    }
    fit(shown, widths, width);
    StringBuilder out = new StringBuilder();
    List<Cell> header =
        columns.stream().map(column -> new Cell(column.name(), Style.BOLD)).toList();
    int length = shown.stream().mapToInt(c -> widths[c]).sum() + GAP.length() * (shown.size() - 1);
    String rule = Style.DIM.apply("─".repeat(Math.max(0, length)), colour) + "\n";
    line(out, header, shown, widths, colour);
    out.append(rule);
    rows.forEach(row -> line(out, row, shown, widths, colour));
    if (!total.isEmpty()) {
      out.append(rule);
      line(out, total, shown, widths, colour);
    }
    return out.toString();
  }

  /**
   * The rows as a Markdown table, aligned in its source as well; without the total. Numbers keep
   * their units beside them, however narrow the column.
   */
  public String markdown() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(columns.stream().map(column -> escaped(column.name())).toList());
    for (List<Cell> row : rows) {
      List<String> line = new ArrayList<>();
      for (int c = 0; c < columns.size(); c++) {
        String text = escaped(row.get(c).text());
        line.add(columns.get(c).right() ? text.replace(' ', UNBREAKABLE) : text);
      }
      lines.add(line);
    }
    int[] widths = new int[columns.size()];
    for (List<String> line : lines) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(Math.max(widths[c], 3), line.get(c).length());
      }
    }
    List<String> rule = new ArrayList<>();
    for (int c = 0; c < widths.length; c++) {
      rule.add("-".repeat(widths[c] - 1) + (columns.get(c).right() ? ":" : "-"));
    }
    lines.add(1, rule);
    StringBuilder out = new StringBuilder();
    for (List<String> line : lines) {
      for (int c = 0; c < widths.length; c++) {
        String space = " ".repeat(widths[c] - line.get(c).length());
        out.append("| ")
            .append(columns.get(c).right() ? space + line.get(c) : line.get(c) + space)
            .append(' ');
      }
      out.append("|\n");
    }
    return out.toString();
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|");
  }

  private void fit(List<Integer> shown, int[] widths, int width) {
    int length = shown.stream().mapToInt(c -> widths[c]).sum() + GAP.length() * (shown.size() - 1);
    for (int c : shown) {
      if (columns.get(c).flexible() && length > width) {
        int cut = Math.min(length - width, Math.max(0, widths[c] - SMALLEST_FLEXIBLE));
        widths[c] -= cut;
        length -= cut;
      }
    }
  }

  private void line(
      StringBuilder out, List<Cell> cells, List<Integer> shown, int[] widths, boolean colour) {
    StringBuilder line = new StringBuilder();
    for (int c : shown) {
      Cell cell = cells.get(c);
      String text = cut(cell.text(), widths[c]);
      String space = " ".repeat(widths[c] - text.length());
      String styled = cell.style().apply(text, colour);
      line.append(line.length() == 0 ? "" : GAP)
          .append(columns.get(c).right() ? space + styled : styled + space);
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }

  private static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "…";
  }
}
