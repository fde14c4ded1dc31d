package ridgepoint.cli.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import ridgepoint.execution.Execution;
import ridgepoint.execution.LogitsComparison;
import ridgepoint.report.Quantity;
import ridgepoint.report.text.CsvReport;
import ridgepoint.report.text.JsonText;
import ridgepoint.report.text.TextTable;
import ridgepoint.simulation.Version;

/**
 * An execution as text.
 *
 * @param inputs what was asked for
 * @param execution what ran
 * @param operators the same with estimates
 */
record ExecutionText(
    Map<String, String> inputs, Execution execution, List<ExecutedOperator> operators) {
  private static final String SCHEMA = "ridgepoint.execute/1";
  private static final int TOKENS_SHOWN = 12;
  private static final int LONGEST_LINE = 96;

  /** Length of the command's name. */
  private static final int COMMAND = 7;

  String table(int width, boolean colour) {
    StringBuilder text = new StringBuilder();
    text.append(header()).append("\n\n");
    TextTable table =
        new TextTable()
            .left("operator")
            .flexible("kernel")
            .right("runs")
            .right("max error")
            .right("relative")
            .right("of bound")
            .left("check")
            .right("est. latency")
            .right("est. energy");
    for (ExecutedOperator operator : operators) {
      table.row(
          operator.tally().name(),
          operator.tally().kernel(),
          Integer.toString(operator.tally().count()),
          error(operator.tally().maximumError()),
          error(operator.tally().relativeError()),
          Quantity.percent(operator.tally().errorOverBound()),
          operator.verdict(),
          Quantity.seconds(operator.latencySeconds()),
          Quantity.joules(operator.energyJoules()));
    }
    text.append(table.render(width, colour)).append('\n');
    summary().forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  /** What was asked for, in lines that fit a terminal. */
  private String header() {
    StringBuilder text = new StringBuilder("execute");
    int column = text.length();
    for (Map.Entry<String, String> input : inputs.entrySet()) {
      String item = input.getKey() + " " + input.getValue();
      boolean breaks = column + item.length() > LONGEST_LINE;
      text.append(breaks ? ",\n        " : column == COMMAND ? " " : ", ").append(item);
      column = breaks ? item.length() + 8 : column + item.length() + 2;
    }
    return text.toString();
  }

  private List<String> summary() {
    List<String> lines = new ArrayList<>();
    int runs = operators.stream().mapToInt(operator -> operator.tally().count()).sum();
    long wrong = operators.stream().filter(operator -> !operator.passes()).count();
    lines.add(
        wrong == 0
            ? String.format(
                Locale.ROOT,
                "%d executions: every result within the error bound of its data types, counted work"
                    + " equal to the formulas",
                runs)
            : String.format(Locale.ROOT, "%d of %d operators FAIL", wrong, operators.size()));
    for (ExecutedOperator operator : operators) {
      operator
          .tally()
          .differences()
          .forEach(difference -> lines.add(operator.tally().name() + ": " + difference));
    }
    lines.add(
        execution.discrepancies().isEmpty()
            ? "every operator of the model's graphs was executed, as often as the graphs say"
            : "NOT as in the model's graphs:");
    lines.addAll(execution.discrepancies());
    for (LogitsComparison comparison : execution.comparisons()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "outputs against %s: differ by up to %s (%s of the largest), same best in %d of %d"
                  + " rows",
              comparison.reference(),
              error(comparison.maximumDifference()),
              Quantity.percent(comparison.relativeDifference()),
              comparison.sameBest(),
              comparison.rows()));
    }
    if (!execution.speculation().isEmpty()) {
      lines.add(execution.speculation());
    }
    if (!execution.tokens().isEmpty()) {
      lines.add("tokens " + tokens(execution.tokens().get(0)));
    }
    execution.notes().forEach(note -> lines.add("note: " + note));
    return lines;
  }

  private static String tokens(List<Integer> tokens) {
    List<String> shown =
        tokens.stream().limit(TOKENS_SHOWN).map(token -> Integer.toString(token)).toList();
    return String.join(" ", shown) + (tokens.size() > TOKENS_SHOWN ? " ..." : "");
  }

  private static String error(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.1e", value);
  }

  String json() {
    return JsonText.pretty(
        json ->
            json.put("schema", SCHEMA)
                .put("version", Version.current())
                .texts("inputs", inputs)
                .put("passes", execution.passes())
                .objects("operators", operators, (each, operator) -> operator(each, operator))
                .strings("discrepancies", execution.discrepancies())
                .objects(
                    "comparisons",
                    execution.comparisons(),
                    (each, comparison) ->
                        each.put("reference", comparison.reference())
                            .put("maximum_difference", comparison.maximumDifference())
                            .put("relative_difference", comparison.relativeDifference())
                            .put("same_best", comparison.sameBest())
                            .put("rows", comparison.rows()))
                .objects(
                    "sequences",
                    execution.tokens(),
                    (each, tokens) ->
                        each.strings(
                            "tokens", tokens.stream().map(id -> Integer.toString(id)).toList()))
                .put("speculation", execution.speculation())
                .strings("notes", execution.notes()));
  }

  private static void operator(JsonText json, ExecutedOperator operator) {
    json.put("name", operator.tally().name())
        .put("kernel", operator.tally().kernel())
        .put("executions", operator.tally().count())
        .put("maximum_error", operator.tally().maximumError())
        .put("relative_error", operator.tally().relativeError())
        .put("error_bound", operator.tally().bound())
        .put("error_over_bound", operator.tally().errorOverBound())
        .put("result_passes", operator.tally().resultsAreRight())
        .put("work_is_formula", operator.tally().differences().isEmpty())
        .put("estimated_latency_s", operator.latencySeconds())
        .put("estimated_energy_j", operator.energyJoules());
  }

  String csv() {
    return CsvReport.table(operators.stream().map(ExecutionText::fields).toList());
  }

  private static Map<String, String> fields(ExecutedOperator operator) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("name", operator.tally().name());
    fields.put("kernel", operator.tally().kernel());
    fields.put("executions", Integer.toString(operator.tally().count()));
    fields.put("maximum_error", Quantity.exact(operator.tally().maximumError()));
    fields.put("relative_error", Quantity.exact(operator.tally().relativeError()));
    fields.put("error_bound", Quantity.exact(operator.tally().bound()));
    fields.put("error_over_bound", Quantity.exact(operator.tally().errorOverBound()));
    fields.put("result_passes", Boolean.toString(operator.tally().resultsAreRight()));
    fields.put("work_is_formula", Boolean.toString(operator.tally().differences().isEmpty()));
    fields.put("estimated_latency_s", Quantity.exact(operator.latencySeconds()));
    fields.put("estimated_energy_j", Quantity.exact(operator.energyJoules()));
    return fields;
  }
}
