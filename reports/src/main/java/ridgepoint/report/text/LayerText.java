package ridgepoint.report.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import ridgepoint.report.Quantity;
import ridgepoint.systolic.LayerExecution;
import ridgepoint.systolic.LayerResult;

/** A layer on a systolic array as a table, JSON and CSV. */
public final class LayerText {
  private static final String SCHEMA = "ridgepoint.cycle-layer/1";
  private static final int WIDTH = 100;

  private LayerText() {}

  /**
   * What ran and what came of it.
   *
   * @param executed what its numbers came to, if it had any
   * @param cpuSeconds that the simulation took
   */
  public record Run(
      String version,
      String hardware,
      String layer,
      LayerResult result,
      Optional<LayerExecution.Result> executed,
      double cpuSeconds) {}

  public static String json(Run run) {
    return JsonText.pretty(json -> write(json, run));
  }

  public static String jsonLine(Run run) {
    return JsonText.line(json -> write(json, run));
  }

  private static void write(JsonText json, Run run) {
    LayerResult result = run.result();
    json.put("schema", SCHEMA)
        .put("version", run.version())
        .put("hardware", run.hardware())
        .put("layer", run.layer())
        .put("rows", result.machine().rows())
        .put("cols", result.machine().columns())
        .put("dataflow", dataflow(result))
        .put("cycles", result.cycles())
        .put("stall_cycles", result.stallCycles())
        .put("stall_cycles_ifmap", result.inputStallCycles())
        .put("stall_cycles_filter", result.weightStallCycles())
        .put("stall_cycles_ofmap", result.outputStallCycles())
        .put("overall_utilization", result.overallUtilization())
        .put("mapping_efficiency", result.mappingEfficiency())
        .put("sram_reads_ifmap", result.sram().inputReads())
        .put("sram_reads_filter", result.sram().weightReads())
        .put("sram_writes_ofmap", result.sram().outputWrites())
        .put("dram_reads_ifmap", result.dram().inputReads())
        .put("dram_reads_filter", result.dram().weightReads())
        .put("dram_writes_ofmap", result.dram().outputWrites())
        .put("events", result.events())
        .put("cpu_s", run.cpuSeconds());
    run.executed()
        .ifPresent(
            numbers ->
                json.object(
                    "executed",
                    body ->
                        body.put("outputs", numbers.outputs())
                            .put("sum", numbers.sum())
                            .put("largest_relative_error", numbers.largestError())));
  }

  private static String dataflow(LayerResult result) {
    return result.machine().dataflow().name().toLowerCase(Locale.ROOT).charAt(0) + "s";
  }

  public static String csv(Run run) {
    return CsvReport.table(List.of(fields(run)));
  }

  /** By column. */
  public static Map<String, String> fields(Run run) {
    LayerResult result = run.result();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("layer", run.layer());
    fields.put("rows", Integer.toString(result.machine().rows()));
    fields.put("cols", Integer.toString(result.machine().columns()));
    fields.put("dataflow", dataflow(result));
    fields.put("cycles", Long.toString(result.cycles()));
    fields.put("stall_cycles", Long.toString(result.stallCycles()));
    fields.put("overall_utilization", Quantity.plain(result.overallUtilization()));
    fields.put("mapping_efficiency", Quantity.plain(result.mappingEfficiency()));
    fields.put("sram_reads_ifmap", Long.toString(result.sram().inputReads()));
    fields.put("sram_reads_filter", Long.toString(result.sram().weightReads()));
    fields.put("sram_writes_ofmap", Long.toString(result.sram().outputWrites()));
    fields.put("dram_reads_ifmap", Long.toString(result.dram().inputReads()));
    fields.put("dram_reads_filter", Long.toString(result.dram().weightReads()));
    fields.put("dram_writes_ofmap", Long.toString(result.dram().outputWrites()));
    return fields;
  }

  /** For people. */
  public static String table(Run run) {
    LayerResult result = run.result();
    TextTable table = new TextTable().left(run.layer()).right(run.hardware());
    table.row(
        "array",
        result.machine().rows() + "x" + result.machine().columns() + " " + dataflow(result));
    table.row("cycles", Long.toString(result.cycles()));
    table.row("stalled for inputs", Long.toString(result.inputStallCycles()));
    table.row("stalled for weights", Long.toString(result.weightStallCycles()));
    table.row("stalled for room for outputs", Long.toString(result.outputStallCycles()));
    table.row("utilization", percent(result.overallUtilization()));
    table.row("mapping efficiency", percent(result.mappingEfficiency()));
    table.row("scratchpad reads of inputs", Long.toString(result.sram().inputReads()));
    table.row("scratchpad reads of weights", Long.toString(result.sram().weightReads()));
    table.row("scratchpad writes of outputs", Long.toString(result.sram().outputWrites()));
    table.row("main memory reads of inputs", Long.toString(result.dram().inputReads()));
    table.row("main memory reads of weights", Long.toString(result.dram().weightReads()));
    table.row("main memory writes of outputs", Long.toString(result.dram().outputWrites()));
    run.executed()
        .ifPresent(
            numbers ->
                table.row(
                    "outputs computed",
                    String.format(
                        Locale.ROOT,
                        "%d, largest error %.1e",
                        numbers.outputs(),
                        numbers.largestError())));
    table.row("simulated in", Quantity.seconds(run.cpuSeconds()));
    return table.render(WIDTH, false);
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.2f%%", value);
  }
}
