package ridgepoint.report.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import ridgepoint.report.HostResult;
import ridgepoint.report.HostResult.KernelTime;
import ridgepoint.report.HostResult.MemoryRate;
import ridgepoint.report.Quantity;

/** A measured machine as tables, JSON and CSV. */
public final class HostText {
  private static final String SCHEMA = "ridgepoint.host/1";
  private static final int WIDTH = 120;

  private HostText() {}

  public static String json(HostResult result) {
    return JsonText.pretty(
        json ->
            json.put("schema", SCHEMA)
                .put("version", result.version())
                .put("processor", result.processor())
                .put("cores", result.cores())
                .put("arithmetic", result.arithmetic())
                .put("clock_hz", result.clockHertz())
                .put("peak_flops_one_core", result.peakOneCore())
                .put("peak_flops", result.peakAllCores())
                .objects("memory", result.levels(), HostText::write)
                .objects("kernels", result.kernels(), HostText::write)
                .put("mean_error", result.meanError())
                .put("median_error", result.medianError())
                .put("median_cycle_error", result.medianCycleError()));
  }

  private static void write(JsonText item, MemoryRate level) {
    item.put("level", level.name())
        .put("capacity_bytes", level.capacityBytes())
        .put("effective_capacity_bytes", level.effectiveBytes())
        .put("read_bytes_per_s_one_core", level.readOneCore())
        .put("read_bytes_per_s", level.readAllCores())
        .put("write_bytes_per_s_one_core", level.writeOneCore())
        .put("write_bytes_per_s", level.writeAllCores())
        .put("latency_s", level.latencySeconds());
  }

  private static void write(JsonText item, KernelTime kernel) {
    item.put("kernel", kernel.kernel())
        .put("shape", kernel.shape())
        .put("tiling", kernel.tiling())
        .put("measured_s", kernel.measuredSeconds())
        .put("predicted_s", kernel.predictedSeconds())
        .put("error", kernel.error())
        .put("cycle_s", kernel.cycleSeconds())
        .put("cycle_error", kernel.cycleError())
        .put("flops", kernel.operations() / kernel.measuredSeconds())
        .put("bytes_per_s", kernel.bytes() / kernel.measuredSeconds());
  }

  /** The kernels. */
  public static String csv(HostResult result) {
    List<Map<String, String>> lines = new ArrayList<>();
    for (KernelTime kernel : result.kernels()) {
      Map<String, String> line = new LinkedHashMap<>();
      line.put("kernel", kernel.kernel());
      line.put("shape", kernel.shape());
      line.put("tiling", kernel.tiling());
      line.put("measured_s", Quantity.plain(kernel.measuredSeconds()));
      line.put("predicted_s", Quantity.plain(kernel.predictedSeconds()));
      line.put("error", Quantity.plain(kernel.error()));
      line.put("cycle_s", Quantity.plain(kernel.cycleSeconds()));
      line.put("cycle_error", Quantity.plain(kernel.cycleError()));
      lines.add(line);
    }
    return CsvReport.table(lines);
  }

  /** For people. */
  public static String table(HostResult result) {
    String head =
        String.format(
            Locale.ROOT,
            "%s: %d cores at %s, %s of one core and %s of all, with %s%n%n",
            result.processor(),
            result.cores(),
            Quantity.si(result.clockHertz(), "Hz"),
            Quantity.si(result.peakOneCore(), "FLOP/s"),
            Quantity.si(result.peakAllCores(), "FLOP/s"),
            result.arithmetic());
    TextTable levels =
        new TextTable()
            .left("level")
            .right("capacity")
            .right("found free")
            .right("read, one core")
            .right("all")
            .right("write, one core")
            .right("all")
            .right("latency");
    for (MemoryRate level : result.levels()) {
      levels.row(
          level.name(),
          Quantity.bytes(level.capacityBytes()),
          level.effectiveBytes() > 0 ? Quantity.bytes(level.effectiveBytes()) : "",
          Quantity.si(level.readOneCore(), "B/s"),
          Quantity.si(level.readAllCores(), "B/s"),
          Quantity.si(level.writeOneCore(), "B/s"),
          Quantity.si(level.writeAllCores(), "B/s"),
          Quantity.seconds(level.latencySeconds()));
    }
    TextTable kernels =
        new TextTable()
            .left("kernel")
            .left("shape")
            .left("tiling")
            .right("measured")
            .right("pipeline")
            .right("error")
            .right("cycle")
            .right("error")
            .right("FLOP/s")
            .right("B/s");
    for (KernelTime kernel : result.kernels()) {
      kernels.row(
          kernel.kernel(),
          kernel.shape(),
          kernel.tiling(),
          Quantity.seconds(kernel.measuredSeconds()),
          Quantity.seconds(kernel.predictedSeconds()),
          Quantity.percent(kernel.error()),
          Quantity.seconds(kernel.cycleSeconds()),
          Quantity.percent(kernel.cycleError()),
          Quantity.si(kernel.operations() / kernel.measuredSeconds(), ""),
          Quantity.si(kernel.bytes() / kernel.measuredSeconds(), ""));
    }
    String errors =
        String.format(
            Locale.ROOT,
            "%nmedian error: %s of the pipeline model, %s of the cycle model%n",
            Quantity.percent(result.medianError()),
            Quantity.percent(result.medianCycleError()));
    return head + levels.render(WIDTH, false) + "\n" + kernels.render(WIDTH, false) + errors;
  }
}
