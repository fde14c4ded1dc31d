package ridgepoint.report.text;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ridgepoint.report.Comparison;
import ridgepoint.report.OperatorResult;
import ridgepoint.report.Quantity;
import ridgepoint.report.RunResult;
import ridgepoint.report.RunResult.OperatorRow;
import ridgepoint.report.RunResult.PhaseResult;

/** Results as CSV (RFC 4180, line feeds): one header, base units, names in snake case. */
public final class CsvReport {
  private CsvReport() {}

  /** The operators of all phases, a line each. */
  public static String run(RunResult result) {
    List<Map<String, String>> lines = new ArrayList<>();
    for (PhaseResult phase : result.phases()) {
      for (OperatorRow row : phase.operators()) {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("phase", phase.name());
        line.put("name", row.name());
        line.put("block", row.block());
        line.putAll(operatorFields(row));
        lines.add(line);
      }
    }
    return table(lines);
  }

  /** One operator, a header and a line. */
  public static String operator(OperatorResult result) {
    return table(List.of(operatorLine(result)));
  }

  /** Every case, a line each. */
  public static String comparison(Comparison comparison) {
    List<Map<String, String>> lines = new ArrayList<>();
    for (Comparison.Case each : comparison.cases()) {
      Map<String, String> line = new LinkedHashMap<>();
      comparison
          .varied()
          .forEach(name -> line.put(JsonReport.key(name), each.values().getOrDefault(name, "")));
      each.result().ifPresent(result -> runLine(result).forEach(line::putIfAbsent));
      line.put("error", each.error());
      lines.add(line);
    }
    return table(lines);
  }

  /** What one run says in one line, for batches: names and values in a fixed order. */
  public static Map<String, String> runLine(RunResult result) {
    Map<String, String> line = new LinkedHashMap<>();
    line.put("hardware", result.machine().id());
    line.put("model", result.model());
    line.put("fidelity", result.fidelity());
    line.put("parameters", number(result.parameters()));
    line.put("ttft_s", number(result.ttftSeconds()));
    line.put("tpot_s", number(result.tpotSeconds()));
    line.put("end_to_end_s", number(result.endToEndSeconds()));
    line.put("tokens_per_s", number(result.tokensPerSecond()));
    line.put("tokens_per_j", number(result.tokensPerJoule()));
    line.put("energy_j", number(result.energyJoules()));
    line.put("weights_bytes", number(result.memory().weightsBytes()));
    line.put("kv_cache_bytes", number(result.memory().kvCacheBytes()));
    line.put("activation_bytes", number(result.memory().activationBytes()));
    line.put("capacity_bytes", number(result.memory().capacityBytes()));
    line.put("fits", Boolean.toString(result.memory().fits()));
    for (String name : List.of("prefill", "decode")) {
      result.phases().stream()
          .filter(phase -> phase.name().equals(name))
          .forEach(
              phase -> {
                line.put(name + "_latency_s", number(phase.latencySeconds()));
                line.put(name + "_energy_j", number(phase.energyJoules()));
                line.put(name + "_operations", number(phase.operations()));
                line.put(name + "_bytes", number(phase.bytes()));
                line.put(name + "_bound", phase.bound());
                line.put(name + "_mfu", number(phase.modelFlopsUtilisation()));
                line.put(name + "_mbu", number(phase.modelBandwidthUtilisation()));
              });
    }
    return line;
  }

  /** What one operator says in one line, for batches. */
  public static Map<String, String> operatorLine(OperatorResult result) {
    Map<String, String> line = new LinkedHashMap<>();
    line.put("hardware", result.machine().id());
    line.put("fidelity", result.fidelity());
    line.putAll(operatorFields(result.operator()));
    result.executed().ifPresent(executed -> ExecutionTable.write(line, executed));
    return line;
  }

  /**
   * Lines under one header that names every column any of them has, in order of first appearance;
   * what a line lacks stays empty.
   */
  public static String table(List<Map<String, String>> lines) {
    Map<String, String> columns = new LinkedHashMap<>();
    lines.forEach(line -> line.keySet().forEach(name -> columns.put(name, name)));
    StringWriter out = new StringWriter();
    CsvWriter writer = CsvWriter.builder().bufferSize(0).lineDelimiter(LineDelimiter.LF).build(out);
    if (!columns.isEmpty()) {
      writer.writeRecord(columns.keySet());
    }
    for (Map<String, String> line : lines) {
      writer.writeRecord(columns.keySet().stream().map(n -> line.getOrDefault(n, "")).toList());
    }
    return out.toString();
  }

  /** One record without its line break, for results that are printed as they arrive. */
  public static String record(Collection<String> fields) {
    StringWriter out = new StringWriter();
    CsvWriter.builder()
        .bufferSize(0)
        .lineDelimiter(LineDelimiter.LF)
        .build(out)
        .writeRecord(fields);
    return out.toString().substring(0, out.toString().length() - 1);
  }

  private static Map<String, String> operatorFields(OperatorRow row) {
    Map<String, String> line = new LinkedHashMap<>();
    line.put("kind", row.kind());
    line.put("shape", row.shape());
    line.put("data_type", row.dataType());
    line.put("count", number(row.count()));
    line.put("latency_s", number(row.latencySeconds()));
    line.put("energy_j", number(row.energyJoules()));
    line.put("operations", number(row.operations()));
    line.put("bytes", number(row.bytes().total()));
    line.put("weight_bytes", number(row.bytes().weight()));
    line.put("activation_bytes", number(row.bytes().activation()));
    line.put("kv_cache_bytes", number(row.bytes().kvCache()));
    line.put("other_bytes", number(row.bytes().other()));
    line.put("arithmetic_intensity", number(row.arithmeticIntensity()));
    line.put("bound", row.bound());
    line.put("bound_detail", row.boundDetail());
    line.put("tiling", row.mapping());
    return line;
  }

  private static String number(double value) {
    return Double.isNaN(value) || Double.isInfinite(value) ? "" : Quantity.exact(value);
  }
}
