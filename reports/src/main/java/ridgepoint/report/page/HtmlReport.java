package ridgepoint.report.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ridgepoint.report.Quantity;
import ridgepoint.report.RunResult;
import ridgepoint.report.RunResult.Level;
import ridgepoint.report.RunResult.MemoryLayout;
import ridgepoint.report.RunResult.OperatorRow;
import ridgepoint.report.RunResult.PhaseResult;
import ridgepoint.report.chart.Palette;
import ridgepoint.report.chart.Roof;

/** A run as one HTML file that opens offline; its tables are readable without scripts. */
public final class HtmlReport {
  /** As the script draws them, the farthest level first. */
  private static final List<String> SYMBOLS = List.of("●", "▲", "◆", "■");

  private HtmlReport() {}

  public static String run(RunResult result) {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("title", result.title());
    page.put(
        "subtitle",
        result.workload()
            + " · "
            + Quantity.parameters(result.parameters())
            + " parameters · "
            + result.fidelity()
            + " model");
    page.put("version", result.version());
    page.put("css", Templates.text("page.css"));
    page.put("tiles", tiles(result));
    page.put("notes", result.notes());
    page.put("hasNotes", !result.notes().isEmpty());
    memory(page, result);
    page.put("phases", result.drawnPhases().stream().map(HtmlReport::phase).toList());
    page.put("hasRoofline", !Roof.of(result).isEmpty());
    machine(page, result);
    page.put("inputs", inputs(result.inputs()));
    page.put("data", Templates.inScript(RunData.json(result)));
    page.put("echarts", Templates.echarts());
    page.put("script", Templates.text("page.js") + Templates.text("run.js"));
    return Templates.fill("run", page);
  }

  static List<Map<String, String>> inputs(Map<String, String> inputs) {
    return inputs.entrySet().stream()
        .map(input -> pair("name", input.getKey(), "value", input.getValue()))
        .toList();
  }

  static Map<String, String> pair(String first, String a, String second, String b) {
    Map<String, String> pair = new LinkedHashMap<>();
    pair.put(first, a);
    pair.put(second, b);
    return pair;
  }

  private static List<Map<String, String>> tiles(RunResult result) {
    List<Map<String, String>> tiles = new ArrayList<>();
    tiles.add(tile("TTFT, to the first token", Quantity.seconds(result.ttftSeconds())));
    if (result.tpotSeconds() > 0) {
      tiles.add(tile("TPOT, per output token", Quantity.seconds(result.tpotSeconds())));
    }
    tiles.add(tile("end to end", Quantity.seconds(result.endToEndSeconds())));
    tiles.add(tile("tokens per second", Quantity.plain(result.tokensPerSecond())));
    tiles.add(tile("tokens per joule", Quantity.plain(result.tokensPerJoule())));
    tiles.add(tile("energy", Quantity.joules(result.energyJoules())));
    for (PhaseResult phase : result.phases()) {
      tiles.add(tile(phase.name() + " is bound by", phase.bound()));
    }
    return tiles;
  }

  private static Map<String, String> tile(String name, String value) {
    return pair("name", name, "value", value);
  }

  private static void memory(Map<String, Object> page, RunResult result) {
    MemoryLayout memory = result.memory();
    double scale = Math.max(memory.capacityBytes(), memory.usedBytes());
    List<Map<String, String>> slices = new ArrayList<>();
    for (Palette.Slice slice : Palette.slices(memory)) {
      if (slice.amount() > 0) {
        Map<String, String> row = pair("name", slice.name(), "color", slice.color());
        row.put("bytes", Quantity.bytes(slice.amount()));
        row.put("share", Quantity.percent(slice.amount() / memory.capacityBytes()));
        row.put("width", Quantity.exact(Math.round(slice.amount() / scale * 1e5) / 1e3));
        slices.add(row);
      }
    }
    double free = memory.capacityBytes() - memory.usedBytes();
    page.put("memory", slices);
    page.put("devices", result.machine().devices() > 1);
    page.put("used", Quantity.bytes(memory.usedBytes()));
    page.put("capacity", Quantity.bytes(memory.capacityBytes()));
    page.put("usedShare", Quantity.percent(memory.usedBytes() / memory.capacityBytes()));
    page.put("fits", memory.fits());
    page.put("freeName", free >= 0 ? "free" : "missing");
    page.put("free", Quantity.bytes(Math.abs(free)));
    page.put(
        "largestBatch",
        memory.maximumBatchSize() > 0 ? Long.toString(memory.maximumBatchSize()) : false);
  }

  private static Map<String, Object> phase(PhaseResult phase) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", phase.name());
    values.put(
        "facts",
        Quantity.seconds(phase.latencySeconds())
            + (phase.steps() == 1 ? "" : " in " + Quantity.count(phase.steps()) + " steps")
            + ", "
            + Quantity.joules(phase.energyJoules())
            + ", "
            + Quantity.si(phase.operations(), "OP")
            + ", "
            + Quantity.bytes(phase.bytes())
            + ", MFU "
            + Quantity.percent(phase.modelFlopsUtilisation())
            + ", MBU "
            + Quantity.percent(phase.modelBandwidthUtilisation())
            + ", bound: "
            + phase.bound());
    values.put("rows", phase.operators().stream().map(row -> row(phase, row)).toList());
    return values;
  }

  private static Map<String, Object> row(PhaseResult phase, OperatorRow row) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", row.name());
    values.put("kind", row.kind());
    values.put("shape", row.shape());
    values.put("type", row.dataType());
    values.put("count", Quantity.count(row.count()));
    values.put("countExact", Quantity.exact(row.count()));
    values.put(
        "numbers",
        List.of(
            cell(row.operations(), Quantity.si(row.operations(), "")),
            cell(row.bytes().weight(), bytes(row.bytes().weight())),
            cell(row.bytes().activation(), bytes(row.bytes().activation())),
            cell(row.bytes().kvCache(), bytes(row.bytes().kvCache())),
            cell(row.bytes().other(), bytes(row.bytes().other())),
            cell(row.arithmeticIntensity(), Quantity.plain(row.arithmeticIntensity()))));
    boolean detailed = !row.boundDetail().isEmpty() && !row.boundDetail().equals(row.bound());
    values.put("bound", row.bound() + (detailed ? ", " + row.boundDetail() : ""));
    double share = row.latencySeconds() / phase.latencySeconds();
    values.put(
        "costs",
        List.of(
            cell(row.latencySeconds(), Quantity.seconds(row.latencySeconds())),
            cell(share, Quantity.percent(share)),
            cell(row.energyJoules(), Quantity.joules(row.energyJoules()))));
    values.put("mapping", row.mapping());
    values.put("reason", row.reason());
    return values;
  }

  private static String bytes(double bytes) {
    return bytes == 0 ? "" : Quantity.bytes(bytes);
  }

  /** A table cell and the number it sorts by. */
  static Map<String, String> cell(double value, String text) {
    boolean finite = !Double.isNaN(value) && !Double.isInfinite(value);
    return pair("exact", finite ? Quantity.exact(value) : "", "text", text);
  }

  private static void machine(Map<String, Object> page, RunResult result) {
    page.put("machineName", result.machine().name() + " (" + result.machine().id() + ")");
    List<Level> levels = result.machine().levels();
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 0; i < levels.size(); i++) {
      Level level = levels.get(i);
      Map<String, String> row =
          pair("name", level.name(), "bandwidth", Quantity.si(level.bytesPerSecond(), "B/s"));
      row.put("capacity", level.capacityBytes() > 0 ? Quantity.bytes(level.capacityBytes()) : "");
      row.put("symbol", SYMBOLS.get(Math.min(levels.size() - 1 - i, SYMBOLS.size() - 1)));
      rows.add(row);
    }
    page.put("levels", rows);
    page.put(
        "peaks",
        result.machine().peakOperationsPerSecond().entrySet().stream()
            .map(e -> pair("type", e.getKey(), "peak", Quantity.si(e.getValue(), "OP/s")))
            .toList());
  }
}
