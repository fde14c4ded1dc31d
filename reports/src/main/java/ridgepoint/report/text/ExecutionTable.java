package ridgepoint.report.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import ridgepoint.report.ExecutedTiles;
import ridgepoint.report.Quantity;
import ridgepoint.report.text.TextTable.Cell;

/** What operators computed while they were timed, checked: a table, or keys of JSON and CSV. */
final class ExecutionTable {
  private ExecutionTable() {}

  /** The table; empty when nothing was computed. */
  static String of(List<ExecutedTiles> executed, int width, boolean colour) {
    if (executed.isEmpty()) {
      return "";
    }
    TextTable table =
        new TextTable()
            .left("executed")
            .flexible("shape")
            .left("kernel")
            .right("tiles")
            .right("max error")
            .right("relative")
            .right("of bound")
            .left("");
    for (ExecutedTiles each : executed) {
      table.row(
          List.of(
              Cell.of(each.operator()),
              Cell.of(each.shape()),
              Cell.of(each.kernel()),
              Cell.of(Long.toString(each.tiles())),
              Cell.of(scientific(each.maximumError())),
              Cell.of(scientific(each.relativeError())),
              Cell.of(Quantity.percent(each.errorOverBound())),
              new Cell(each.passes() ? "pass" : "WRONG", each.passes() ? Style.GREEN : Style.RED)));
    }
    return "\n" + table.render(width, colour);
  }

  static void write(JsonText json, ExecutedTiles each) {
    json.put("operator", each.operator())
        .put("shape", each.shape())
        .put("kernel", each.kernel())
        .put("tiles", (double) each.tiles())
        .put("tiles_without_event", (double) each.tilesWithoutEvent())
        .put("max_error", each.maximumError())
        .put("relative_error", each.relativeError())
        .put("error_over_bound", each.errorOverBound())
        .put("passes", each.passes());
  }

  static void write(Map<String, String> line, ExecutedTiles each) {
    line.put("executed_tiles", Long.toString(each.tiles()));
    line.put("max_error", Double.toString(each.maximumError()));
    line.put("error_over_bound", Double.toString(each.errorOverBound()));
    line.put("execution_passes", Boolean.toString(each.passes()));
  }

  private static String scientific(double value) {
    return String.format(Locale.ROOT, "%.2e", value);
  }
}
