package ridgepoint.report.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ridgepoint.report.ExplorationResult;
import ridgepoint.report.ExplorationResult.Column;
import ridgepoint.report.ExplorationResult.Design;
import ridgepoint.report.ExplorationResult.Point;
import ridgepoint.report.ExplorationResult.Role;
import ridgepoint.report.chart.Palette;
import ridgepoint.report.text.JsonText;

/**
 * An explored design space as one HTML file that opens offline: the frontier with hover and brush,
 * parallel coordinates, heat maps, sensitivities and the frontier's designs with what limits each
 * and what would move it.
 */
public final class ExplorationPage {
  private static final int COLORS = 12;

  /** More digits than these can't be seen in a chart. */
  private static final MathContext DRAWN = new MathContext(6);

  private ExplorationPage() {}

  public static String of(ExplorationResult exploration) {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("title", exploration.name());
    page.put("subtitle", exploration.subtitle());
    page.put("version", exploration.version());
    page.put("css", Templates.text("page.css") + Templates.text("exploration.css"));
    List<String> notes =
        Stream.of(exploration.thinning(), failures(exploration)).filter(n -> !n.isEmpty()).toList();
    page.put("notes", notes);
    page.put("hasNotes", !notes.isEmpty());
    page.put("hasPoints", !exploration.points().isEmpty());
    page.put("ranked", exploration.ranked());
    page.put("hasHeatMaps", !exploration.heatMaps().isEmpty());
    page.put("sensitivities", sensitivities(exploration));
    page.put("hasSensitivities", !exploration.sensitivities().isEmpty());
    page.put("hasDesigns", !exploration.designs().isEmpty());
    page.put(
        "someDesigns",
        exploration.designs().size() < exploration.counts().frontier()
            ? exploration.designs().size() + " of " + exploration.counts().frontier()
            : false);
    int compared = (int) columns(exploration).filter(c -> c.role() != Role.QUANTITY).count();
    List<Map<String, String>> heads =
        columns(exploration)
            .map(c -> HtmlReport.pair("name", c.name(), "side", c.words().isEmpty() ? "" : "text"))
            .toList();
    page.put("heads", heads.subList(0, compared));
    page.put("otherHeads", heads.subList(compared, heads.size()));
    page.put(
        "designs", exploration.designs().stream().map(d -> row(exploration, d, compared)).toList());
    page.put("inputs", HtmlReport.inputs(exploration.inputs()));
    page.put("data", Templates.inScript(data(exploration)));
    page.put("echarts", Templates.allOfEcharts());
    page.put("script", Templates.text("page.js") + Templates.text("exploration.js"));
    return Templates.fill("exploration", page);
  }

  private static String failures(ExplorationResult exploration) {
    return exploration.counts().failed() == 0
        ? ""
        : exploration.counts().failed()
            + " points have no result; the first: "
            + exploration.counts().firstFailure();
  }

  private static List<Map<String, String>> sensitivities(ExplorationResult exploration) {
    return IntStream.range(0, exploration.sensitivities().size())
        .mapToObj(
            i ->
                HtmlReport.pair(
                    "name",
                    exploration.sensitivities().get(i).quantity(),
                    "id",
                    "sensitivity-" + i))
        .toList();
  }

  private static Stream<Column> columns(ExplorationResult exploration) {
    return exploration.columns().stream();
  }

  private static Map<String, Object> row(
      ExplorationResult exploration, Design design, int compared) {
    Map<String, Object> row = new LinkedHashMap<>();
    Point point = design.point();
    row.put("id", Long.toString(point.id()));
    List<Map<String, String>> cells = new ArrayList<>();
    for (int i = 0; i < exploration.columns().size(); i++) {
      Column column = exploration.columns().get(i);
      double value = point.values().get(i);
      boolean words = !column.words().isEmpty();
      Map<String, String> cell = HtmlReport.cell(value, column.text(value));
      cell.put("side", words ? "text" : "");
      if (words) {
        cell.put("exact", cell.get("text"));
      }
      cells.add(cell);
    }
    row.put("cells", cells.subList(0, compared));
    row.put("others", cells.subList(compared, cells.size()));
    row.put("prefill", point.prefillBound());
    row.put("decode", point.decodeBound());
    row.put("moves", design.moves());
    return row;
  }

  private static String data(ExplorationResult exploration) {
    List<String> bounds =
        exploration.points().stream()
            .flatMap(point -> Stream.of(point.prefillBound(), point.decodeBound()))
            .distinct()
            .sorted()
            .toList();
    return JsonText.line(
        json ->
            json.strings("colors", IntStream.range(0, COLORS).mapToObj(Palette::line).toList())
                .strings("heat", Palette.heat())
                .strings("bounds", bounds)
                .put("ranked", exploration.ranked())
                .objects("columns", exploration.columns(), ExplorationPage::column)
                .objects(
                    "goals",
                    exploration.goals(),
                    (each, goal) ->
                        each.put("column", goal.column()).put("maximized", goal.maximized()))
                .rows(
                    "points",
                    exploration.points().stream().map(point -> numbers(point, bounds)).toList())
                .objects(
                    "heatMaps",
                    exploration.heatMaps(),
                    (each, map) ->
                        each.put("x", map.x())
                            .put("y", map.y())
                            .put("goal", map.goal())
                            .strings("xs", map.xs())
                            .strings("ys", map.ys())
                            .rows("rows", map.rows().stream().map(ExplorationPage::drawn).toList()))
                .objects("sensitivities", exploration.sensitivities(), ExplorationPage::bars));
  }

  private static void column(JsonText json, Column column) {
    json.put("name", column.name())
        .put("unit", column.unit())
        .put("axis", column.role() == Role.AXIS)
        .strings("words", column.words());
  }

  private static void bars(JsonText json, ExplorationResult.Sensitivity sensitivity) {
    json.put("quantity", sensitivity.quantity())
        .put("shares", sensitivity.shares())
        .put("unit", sensitivity.unit())
        .put("base", sensitivity.base())
        .objects(
            "bars",
            sensitivity.bars(),
            (each, bar) ->
                each.put("axis", bar.axis()).put("low", bar.low()).put("high", bar.high()));
  }

  /** Number, standing, bounds, then the columns. */
  private static List<Double> numbers(Point point, List<String> bounds) {
    List<Double> numbers = new ArrayList<>();
    numbers.add((double) point.id());
    numbers.add((double) point.standing().ordinal());
    numbers.add((double) bounds.indexOf(point.prefillBound()));
    numbers.add((double) bounds.indexOf(point.decodeBound()));
    numbers.addAll(drawn(point.values()));
    return numbers;
  }

  private static List<Double> drawn(List<Double> values) {
    return values.stream()
        .map(v -> Double.isFinite(v) ? new BigDecimal(v).round(DRAWN).doubleValue() : Double.NaN)
        .toList();
  }
}
