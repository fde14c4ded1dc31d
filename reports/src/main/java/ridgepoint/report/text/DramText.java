package ridgepoint.report.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import ridgepoint.dram.DramConfiguration;
import ridgepoint.dram.DramResult;
import ridgepoint.dram.DramResult.EnergyByUse;
import ridgepoint.report.Quantity;

/** A run of a DRAM as a table, JSON and CSV. */
public final class DramText {
  private static final String SCHEMA = "ridgepoint.dram-run/1";
  private static final int WIDTH = 100;

  private DramText() {}

  /**
   * What ran and what came of it.
   *
   * @param stream name of the pattern, or path of the trace
   * @param cpuSeconds that the simulation took
   */
  public record Run(
      String version,
      DramConfiguration configuration,
      String stream,
      DramResult result,
      double cpuSeconds) {}

  public static String json(Run run) {
    return JsonText.pretty(json -> write(json, run));
  }

  public static String jsonLine(Run run) {
    return JsonText.line(json -> write(json, run));
  }

  private static void write(JsonText json, Run run) {
    DramResult result = run.result();
    json.put("schema", SCHEMA)
        .put("version", run.version())
        .put("standard", run.configuration().id())
        .put("stream", run.stream())
        .put("requests", result.requests())
        .put("cycles", result.cycles())
        .put("seconds", result.seconds())
        .put("achieved_bytes_per_s", result.bytesPerSecond())
        .put("peak_bytes_per_s", peak(run.configuration()))
        .put("average_read_latency_cycles", result.averageReadLatencyCycles())
        .put("reads", result.reads())
        .put("writes", result.writes())
        .put("row_hits", result.rowHits())
        .put("activates", result.activates())
        .put("precharges", result.precharges())
        .put("refreshes", result.refreshes())
        .put("cpu_s", run.cpuSeconds());
    result.energy().ifPresent(energy -> write(json, energy));
  }

  private static void write(JsonText json, EnergyByUse energy) {
    json.put("energy_j", energy.total())
        .object(
            "energy_by_use_j",
            uses ->
                uses.put("activate", energy.activate())
                    .put("read", energy.read())
                    .put("write", energy.write())
                    .put("refresh", energy.refresh())
                    .put("active_standby", energy.activeStandby())
                    .put("idle_standby", energy.idleStandby()));
  }

  /** What every channel can move when its data bus never rests. */
  private static double peak(DramConfiguration configuration) {
    DramConfiguration.Organization organization = configuration.organization();
    return organization.peakAccessesPerCycle(configuration.timings().ccdS())
        * organization.accessBytes()
        / configuration.clockPeriodSeconds();
  }

  public static String csv(Run run) {
    return CsvReport.table(List.of(fields(run)));
  }

  /** By column. */
  public static Map<String, String> fields(Run run) {
    DramResult result = run.result();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("standard", run.configuration().id());
    fields.put("stream", run.stream());
    fields.put("requests", Long.toString(result.requests()));
    fields.put("cycles", Long.toString(result.cycles()));
    fields.put("achieved_bytes_per_s", Quantity.plain(result.bytesPerSecond()));
    fields.put("average_read_latency_cycles", Quantity.plain(result.averageReadLatencyCycles()));
    fields.put("row_hits", Long.toString(result.rowHits()));
    fields.put("activates", Long.toString(result.activates()));
    fields.put("precharges", Long.toString(result.precharges()));
    fields.put("refreshes", Long.toString(result.refreshes()));
    fields.put(
        "energy_j", result.energy().map(energy -> Quantity.plain(energy.total())).orElse(""));
    fields.put("cpu_s", Quantity.plain(run.cpuSeconds()));
    return fields;
  }

  /** For people. */
  public static String table(Run run) {
    DramResult result = run.result();
    TextTable table = new TextTable().left(run.configuration().id()).right(run.stream());
    table.row("requests", Long.toString(result.requests()));
    table.row("cycles", Long.toString(result.cycles()));
    table.row("time", Quantity.seconds(result.seconds()));
    table.row("bandwidth", Quantity.si(result.bytesPerSecond(), "B/s"));
    table.row("of peak", Quantity.percent(result.bytesPerSecond() / peak(run.configuration())));
    table.row(
        "read latency, average",
        String.format(Locale.ROOT, "%.1f cycles", result.averageReadLatencyCycles()));
    table.row("row hits", Long.toString(result.rowHits()));
    table.row("activates", Long.toString(result.activates()));
    table.row("precharges", Long.toString(result.precharges()));
    table.row("refreshes", Long.toString(result.refreshes()));
    table.row(
        "energy",
        result
            .energy()
            .map(energy -> Quantity.joules(energy.total()))
            .orElse("no source gives its currents"));
    table.row(
        "simulated", Quantity.si(result.requests() / run.cpuSeconds(), "requests per CPU second"));
    return table.render(WIDTH, false);
  }
}
