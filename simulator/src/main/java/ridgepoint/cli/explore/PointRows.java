package ridgepoint.cli.explore;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import ridgepoint.cli.frame.OutputFormat;
import ridgepoint.report.text.CsvReport;
import ridgepoint.report.text.JsonText;
import ridgepoint.report.text.TextTable;

/**
 * Rows of stored results.
 *
 * @param columns in their order
 * @param rows values by column: numbers, texts, booleans, null
 */
record PointRows(List<String> columns, List<Map<String, Object>> rows) {
  private static final String SCHEMA = "ridgepoint.exploration-rows/1";
  private static final int WIDTH = 160;

  String text(OutputFormat format) {
    return switch (format) {
      case TABLE -> table();
      case JSON -> json();
      case CSV -> CsvReport.table(rows.stream().map(PointRows::plain).toList());
    };
  }

  private String json() {
    return JsonText.pretty(
        json ->
            json.put("schema", SCHEMA)
                .strings("columns", columns)
                .objects("rows", rows, PointRows::write));
  }

  private static void write(JsonText json, Map<String, Object> row) {
    row.forEach(
        (name, value) -> {
          if (value instanceof Boolean flag) {
            json.put(name, flag);
          } else if (value instanceof Number number) {
            json.put(name, number.doubleValue());
          } else if (value != null) {
            json.put(name, value.toString());
          }
        });
  }

  private static Map<String, String> plain(Map<String, Object> row) {
    Map<String, String> line = new LinkedHashMap<>();
    row.forEach((name, value) -> line.put(name, Objects.toString(value, "")));
    return line;
  }

  private String table() {
    TextTable table = new TextTable();
    for (String column : columns) {
      boolean words = rows.stream().anyMatch(row -> row.get(column) instanceof String);
      if (words) {
        table.left(column);
      } else {
        table.right(column);
      }
    }
    for (Map<String, Object> row : rows) {
      table.row(columns.stream().map(column -> shown(row.get(column))).toArray(String[]::new));
    }
    return table.render(WIDTH, false);
  }

  private static String shown(Object value) {
    if (value instanceof Double number) {
      boolean whole = number == Math.rint(number) && Math.abs(number) < 1e9;
      return whole
          ? String.format(Locale.ROOT, "%.0f", number)
          : String.format(Locale.ROOT, "%.4g", number);
    }
    return Objects.toString(value, "");
  }
}
