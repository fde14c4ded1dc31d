package ridgepoint.report.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import ridgepoint.report.Quantity;
import ridgepoint.report.Validation;
import ridgepoint.report.Validation.Accuracy;
import ridgepoint.report.Validation.Prediction;
import ridgepoint.report.Validation.Skipped;

/** Accuracy against measurements as a table, JSON and CSV. */
public final class ValidationText {
  /** The family whose rows are several figures, which stand where others have a data type. */
  private static final String SEVERAL_FIGURES = "e2e";

  private static final int WIDTH = 120;

  private ValidationText() {}

  /** Every group, then the pools of each family, then what was skipped. */
  public static String table(Validation validation) {
    StringBuilder out = new StringBuilder();
    out.append(accuracies(validation.results().stream().filter(ValidationText::isWhole).toList()));
    out.append('\n');
    out.append(accuracies(validation.results().stream().filter(ValidationText::isPool).toList()));
    if (!validation.skipped().isEmpty()) {
      TextTable skipped =
          new TextTable()
              .left("family")
              .left("device")
              .right("rows")
              .flexible("not scored because");
      for (Skipped each : validation.skipped()) {
        skipped.row(each.family(), each.device(), Long.toString(each.rows()), each.reason());
      }
      out.append('\n').append(skipped.render(WIDTH, false));
    }
    long scored = validation.predictions().stream().filter(Prediction::counts).count();
    out.append(
        String.format(
            Locale.ROOT,
            "%n%d rows predicted, %d scored, in %.1f s%n",
            validation.predictions().size(),
            scored,
            validation.seconds()));
    return out.toString();
  }

  private static boolean isWhole(Accuracy each) {
    return !each.device().equals(Validation.ALL)
        && !each.backend().equals(Validation.ALL)
        && !each.dtype().equals(Validation.ALL);
  }

  /**
   * All of a family, and all of a family on a device; of served models by figure, for an error of
   * the time to the first token says nothing of the time per token.
   */
  private static boolean isPool(Accuracy each) {
    boolean together = each.dtype().equals(Validation.ALL);
    return each.backend().equals(Validation.ALL)
        && together != each.family().equals(SEVERAL_FIGURES);
  }

  private static String accuracies(List<Accuracy> results) {
    TextTable table =
        new TextTable()
            .left("family")
            .left("device")
            .flexible("backend")
            .left("data type")
            .right("rows")
            .right("scored")
            .right("MAPE")
            .right("median")
            .right("p90")
            .right("bias");
    for (Accuracy each : results) {
      table.row(
          each.family(),
          each.device(),
          each.backend(),
          each.dtype(),
          Long.toString(each.rows()),
          Long.toString(each.scored()),
          percent("%.1f%%", each.meanError()),
          percent("%.1f%%", each.medianError()),
          percent("%.1f%%", each.error90()),
          percent("%+.1f%%", each.bias()));
    }
    return table.render(WIDTH, false);
  }

  private static String percent(String format, double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, format, 100 * share);
  }

  /** Schema {@code ridgepoint.validate/1}. */
  public static String json(Validation validation) {
    return JsonText.pretty(
        json ->
            json.put("schema", "ridgepoint.validate/1")
                .put("version", validation.version())
                .put("seconds", validation.seconds())
                .objects(
                    "results",
                    validation.results(),
                    (item, each) ->
                        item.put("family", each.family())
                            .put("device", each.device())
                            .put("backend", each.backend())
                            .put("dtype", each.dtype())
                            .put("rows", (double) each.rows())
                            .put("scored", (double) each.scored())
                            .put("mape", each.meanError())
                            .put("median_ape", each.medianError())
                            .put("p90_ape", each.error90())
                            .put("bias", each.bias()))
                .objects(
                    "skipped",
                    validation.skipped(),
                    (item, each) ->
                        item.put("family", each.family())
                            .put("device", each.device())
                            .put("reason", each.reason())
                            .put("rows", (double) each.rows())));
  }

  /** The groups and pools, a line each. */
  public static String csv(Validation validation) {
    return CsvReport.table(validation.results().stream().map(ValidationText::line).toList());
  }

  /** Every row with its prediction. */
  public static String predictions(Validation validation) {
    return CsvReport.table(validation.predictions().stream().map(ValidationText::line).toList());
  }

  private static Map<String, String> line(Accuracy each) {
    Map<String, String> line = new LinkedHashMap<>();
    line.put("family", each.family());
    line.put("device", each.device());
    line.put("backend", each.backend());
    line.put("dtype", each.dtype());
    line.put("rows", Long.toString(each.rows()));
    line.put("scored", Long.toString(each.scored()));
    line.put("mape", number(each.meanError()));
    line.put("median_ape", number(each.medianError()));
    line.put("p90_ape", number(each.error90()));
    line.put("bias", number(each.bias()));
    return line;
  }

  private static Map<String, String> line(Prediction each) {
    Map<String, String> line = new LinkedHashMap<>();
    line.put("family", each.family());
    line.put("line", Long.toString(each.line()));
    line.put("device", each.device());
    line.put("backend", each.backend());
    line.put("dtype", each.dtype());
    line.put("shape", each.shape());
    line.put("unit", each.unit());
    line.put("measured", number(each.measured()));
    line.put("predicted", number(each.predicted()));
    line.put("error", number(each.error()));
    line.put("bytes", number(each.bytes()));
    line.put("bound", each.bound());
    line.put("left_out", each.leftOut());
    return line;
  }

  private static String number(double value) {
    return Double.isNaN(value) || Double.isInfinite(value) ? "" : Quantity.exact(value);
  }
}
