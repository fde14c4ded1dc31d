package ridgepoint.report.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import ridgepoint.report.Comparison;
import ridgepoint.report.Quantity;
import ridgepoint.report.RunResult;
import ridgepoint.report.RunResult.PhaseResult;
import ridgepoint.report.chart.Grouping;
import ridgepoint.report.chart.Palette;
import ridgepoint.report.text.JsonText;

/** A comparison or sweep as one HTML file that opens offline. */
public final class ComparisonPage {
  private static final int COLORS = 12;

  private ComparisonPage() {}

  public static String comparison(Comparison comparison) {
    Grouping grouping = Grouping.of(comparison);
    Map<String, Object> page = new LinkedHashMap<>();
    String model = comparison.inputs().get("model");
    page.put(
        "title",
        (model == null ? "Runs" : model) + " over " + String.join(", ", comparison.varied()));
    page.put("subtitle", comparison.command() + " of " + comparison.cases().size() + " cases");
    page.put("version", comparison.version());
    page.put("css", Templates.text("page.css"));
    page.put("varied", comparison.varied());
    page.put("rows", comparison.cases().stream().map(each -> row(comparison, each)).toList());
    List<Map<String, String>> errors =
        comparison.cases().stream()
            .filter(each -> each.result().isEmpty())
            .map(
                each ->
                    HtmlReport.pair("name", each.label(comparison.varied()), "value", each.error()))
            .toList();
    page.put("errors", errors);
    page.put("hasErrors", !errors.isEmpty());
    page.put(
        "hasTrade",
        comparison.cases().stream()
            .flatMap(each -> each.result().stream())
            .anyMatch(result -> result.tpotSeconds() > 0));
    page.put("pointName", grouping.numeric() ? grouping.axis() : false);
    page.put("inputs", HtmlReport.inputs(comparison.inputs()));
    page.put("data", Templates.inScript(data(comparison, grouping)));
    page.put("echarts", Templates.echarts());
    page.put("script", Templates.text("page.js") + Templates.text("comparison.js"));
    return Templates.fill("comparison", page);
  }

  private static Map<String, Object> row(Comparison comparison, Comparison.Case each) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put(
        "values",
        comparison.varied().stream().map(name -> each.values().getOrDefault(name, "")).toList());
    row.put("numbers", each.result().map(ComparisonPage::numbers).orElse(missing()));
    row.put("prefill", bound(each, "prefill"));
    row.put("decode", bound(each, "decode"));
    return row;
  }

  private static List<Map<String, String>> numbers(RunResult result) {
    double used = result.memory().usedBytes();
    double share = used / result.memory().capacityBytes();
    return List.of(
        HtmlReport.cell(result.ttftSeconds(), Quantity.seconds(result.ttftSeconds())),
        HtmlReport.cell(result.tpotSeconds(), Quantity.seconds(result.tpotSeconds())),
        HtmlReport.cell(result.tokensPerSecond(), Quantity.plain(result.tokensPerSecond())),
        HtmlReport.cell(result.tokensPerJoule(), Quantity.plain(result.tokensPerJoule())),
        HtmlReport.cell(result.energyJoules(), Quantity.joules(result.energyJoules())),
        HtmlReport.cell(used, Quantity.bytes(used)),
        HtmlReport.cell(share, Quantity.percent(share)));
  }

  private static List<Map<String, String>> missing() {
    return IntStream.range(0, 7).mapToObj(any -> HtmlReport.cell(Double.NaN, "-")).toList();
  }

  private static String bound(Comparison.Case each, String phase) {
    return each.result().stream()
        .flatMap(result -> result.phases().stream())
        .filter(shown -> shown.name().equals(phase))
        .map(PhaseResult::bound)
        .findFirst()
        .orElse("-");
  }

  private static String data(Comparison comparison, Grouping grouping) {
    List<Comparison.Case> done = new ArrayList<>(comparison.cases());
    done.removeIf(each -> each.result().isEmpty());
    return JsonText.line(
        json ->
            json.put("xName", grouping.axis())
                .put("numeric", grouping.numeric())
                .strings("xs", grouping.xs())
                .strings("groups", grouping.groups())
                .strings("colors", IntStream.range(0, COLORS).mapToObj(Palette::line).toList())
                .objects(
                    "points",
                    done,
                    (each, point) -> {
                      RunResult result = point.result().get();
                      each.put("label", point.label(comparison.varied()))
                          .put("group", point.label(grouping.others()))
                          .put("x", point.values().getOrDefault(grouping.axis(), ""))
                          .put("ttft", result.ttftSeconds())
                          .put("tpot", result.tpotSeconds())
                          .put("tokensPerSecond", result.tokensPerSecond())
                          .put("tokensPerJoule", result.tokensPerJoule());
                    }));
  }
}
