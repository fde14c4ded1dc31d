package ridgepoint.report.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import ridgepoint.report.Quantity;
import ridgepoint.report.Validation;
import ridgepoint.report.Validation.Accuracy;
import ridgepoint.report.Validation.Prediction;
import ridgepoint.report.chart.Palette;
import ridgepoint.report.text.JsonText;

/**
 * Predictions beside measurements as one HTML file that opens offline: per family a parity plot,
 * the error over the measured size, and the worst rows with what the model thinks limits them.
 */
public final class ValidationPage {
  /** Points of a family that are drawn; of more, every n-th. */
  private static final int DRAWN = 2500;

  private static final int WORST = 12;
  private static final int COLORS = 12;

  private ValidationPage() {}

  public static String of(Validation validation) {
    List<String> families = validation.results().stream().map(Accuracy::family).distinct().toList();
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("title", "Predictions against measurements");
    page.put(
        "subtitle",
        String.format(
            Locale.ROOT,
            "%d rows predicted in %.1f s",
            validation.predictions().size(),
            validation.seconds()));
    page.put("version", validation.version());
    page.put("css", Templates.text("page.css"));
    page.put("rows", validation.results().stream().map(ValidationPage::accuracy).toList());
    page.put("families", families.stream().map(family -> family(validation, family)).toList());
    page.put("hasSkipped", !validation.skipped().isEmpty());
    page.put(
        "skipped",
        validation.skipped().stream()
            .map(
                each -> {
                  Map<String, String> row =
                      HtmlReport.pair("family", each.family(), "device", each.device());
                  row.put("rows", Long.toString(each.rows()));
                  row.put("reason", each.reason());
                  return row;
                })
            .toList());
    page.put("data", Templates.inScript(data(validation, families)));
    page.put("echarts", Templates.echarts());
    page.put("script", Templates.text("page.js") + Templates.text("validation.js"));
    return Templates.fill("validation", page);
  }

  private static Map<String, Object> accuracy(Accuracy each) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("names", List.of(each.family(), each.device(), each.backend(), each.dtype()));
    row.put(
        "numbers",
        List.of(
            HtmlReport.cell((double) each.rows(), Long.toString(each.rows())),
            HtmlReport.cell((double) each.scored(), Long.toString(each.scored())),
            share(each.meanError()),
            share(each.medianError()),
            share(each.error90()),
            share(each.bias())));
    return row;
  }

  private static Map<String, String> share(double value) {
    return HtmlReport.cell(value, Double.isNaN(value) ? "-" : Quantity.percent(value));
  }

  private static Map<String, Object> family(Validation validation, String family) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", family);
    values.put(
        "worst",
        scored(validation, family).stream()
            .sorted(
                Comparator.comparingDouble(
                        (Prediction each) ->
                            -Math.abs(Math.log(each.predicted() / each.measured())))
                    .thenComparing(Prediction::line))
            .limit(WORST)
            .map(ValidationPage::worst)
            .toList());
    return values;
  }

  private static Map<String, Object> worst(Prediction each) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("line", Long.toString(each.line()));
    row.put("names", List.of(each.device(), each.backend(), each.dtype(), each.shape()));
    row.put(
        "numbers",
        List.of(
            HtmlReport.cell(each.measured(), Quantity.si(each.measured(), each.unit())),
            HtmlReport.cell(each.predicted(), Quantity.si(each.predicted(), each.unit())),
            share(each.error())));
    row.put("bound", each.bound());
    return row;
  }

  private static List<Prediction> scored(Validation validation, String family) {
    return validation.predictions().stream()
        .filter(each -> each.family().equals(family) && each.counts())
        .toList();
  }

  private static String data(Validation validation, List<String> families) {
    return JsonText.line(
        json ->
            json.strings("colors", IntStream.range(0, COLORS).mapToObj(Palette::line).toList())
                .objects(
                    "families",
                    families,
                    (item, family) -> {
                      List<Prediction> points = thinned(scored(validation, family));
                      item.put("name", family)
                          .strings(
                              "devices",
                              points.stream().map(Prediction::device).distinct().sorted().toList())
                          .put("unit", points.isEmpty() ? "" : points.get(0).unit())
                          .objects("points", points, ValidationPage::point);
                    }));
  }

  private static void point(JsonText json, Prediction each) {
    json.put("d", each.device())
        .put("b", each.backend() + " " + each.dtype())
        .put("s", each.shape())
        .put("m", each.measured())
        .put("p", each.predicted())
        .put("w", each.bound());
  }

  private static List<Prediction> thinned(List<Prediction> points) {
    int step = (points.size() + DRAWN - 1) / DRAWN;
    List<Prediction> drawn = new ArrayList<>();
    for (int i = 0; i < points.size(); i += Math.max(1, step)) {
      drawn.add(points.get(i));
    }
    return drawn;
  }
}
