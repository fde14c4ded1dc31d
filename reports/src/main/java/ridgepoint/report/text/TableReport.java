package ridgepoint.report.text;

import static ridgepoint.report.text.FieldLine.bar;
import static ridgepoint.report.text.FieldLine.field;
import static ridgepoint.report.text.FieldLine.labelWidth;
import static ridgepoint.report.text.FieldLine.pad;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ridgepoint.report.OperatorResult;
import ridgepoint.report.Quantity;
import ridgepoint.report.RunResult;
import ridgepoint.report.RunResult.MemoryLayout;
import ridgepoint.report.RunResult.OperatorRow;
import ridgepoint.report.RunResult.PhaseResult;
import ridgepoint.report.text.TextTable.Cell;

/**
 * Results for a terminal: UTF-8, SI prefixes, three digits.
 *
 * @param width columns that lines should fit
 * @param colour whether to use ANSI colours
 */
public record TableReport(int width, boolean colour) {
  /** For files and pipes. */
  public static final TableReport PLAIN = new TableReport(140, false);

  public String run(RunResult result) {
    StringBuilder out = new StringBuilder();
    header(out, result.version(), result.title(), result.fidelity(), result.inputs());
    memory(out, result);
    summary(out, result);
    for (PhaseResult phase : result.phases()) {
      if (!phase.operators().isEmpty()) {
        operators(out, phase);
      }
    }
    out.append(ExecutionTable.of(result.executed(), width, colour));
    notes(out, result.notes());
    return out.toString();
  }

  public String operator(OperatorResult result) {
    OperatorRow row = result.operator();
    StringBuilder out = new StringBuilder();
    header(
        out,
        result.version(),
        row.kind() + " on " + result.machine().name(),
        result.fidelity(),
        result.inputs());
    field(out, "shape", row.shape() + (row.dataType().isEmpty() ? "" : " " + row.dataType()));
    field(out, "latency", Quantity.seconds(row.latencySeconds()));
    field(out, "energy", Quantity.joules(row.energyJoules()));
    field(out, "operations", Quantity.si(row.operations(), "OP"));
    field(out, "rate", Quantity.si(row.operations() / row.latencySeconds(), "OP/s"));
    field(out, "bytes", Quantity.bytes(row.bytes().total()));
    field(out, "intensity", Quantity.plain(row.arithmeticIntensity()) + " OP/B");
    field(out, "bound", Style.ofBound(row.bound()).apply(bound(row), colour));
    if (!row.mapping().isEmpty()) {
      field(out, "tiling", row.mapping() + (row.reason().isEmpty() ? "" : ": " + row.reason()));
    }
    shares(out, "where the time goes", row.parts(), "s");
    shares(out, "busy", row.resources(), "s");
    traffic(out, row);
    out.append(ExecutionTable.of(result.executed().stream().toList(), width, colour));
    notes(out, result.notes());
    return out.toString();
  }

  /** Smaller shares of the greatest part are shown as zero. */
  private static final double NEGLIGIBLE = 1e-6;

  private void traffic(StringBuilder out, OperatorRow row) {
    if (!row.trafficBytes().isEmpty()) {
      out.append('\n').append(Style.BOLD.apply("traffic", colour)).append('\n');
      int width = labelWidth(row.trafficBytes());
      row.trafficBytes().forEach((level, bytes) -> field(out, level, width, Quantity.bytes(bytes)));
    }
  }

  private void shares(StringBuilder out, String title, Map<String, Double> parts, String unit) {
    if (parts.isEmpty()) {
      return;
    }
    double most = parts.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    int width = labelWidth(parts);
    out.append('\n').append(Style.BOLD.apply(title, colour)).append('\n');
    parts.forEach(
        (name, value) -> {
          double share = most == 0 ? 0 : value / most;
          double shown = share < NEGLIGIBLE ? 0 : value;
          field(out, name, width, pad(Quantity.si(shown, unit), 10) + bar(share));
        });
  }

  void header(
      StringBuilder out,
      String version,
      String title,
      String fidelity,
      Map<String, String> inputs) {
    String end = "Ridgepoint " + version + (fidelity.isEmpty() ? "" : ", " + fidelity + " model");
    int space = Math.max(2, Math.min(width, 120) - title.length() - end.length());
    out.append(Style.BOLD.apply(title, colour))
        .append(" ".repeat(space))
        .append(Style.DIM.apply(end, colour))
        .append('\n');
    StringBuilder line = new StringBuilder();
    for (Map.Entry<String, String> input : inputs.entrySet()) {
      String text = input.getKey() + "=" + input.getValue();
      if (line.length() > 0 && line.length() + 2 + text.length() > width) {
        out.append(line).append('\n');
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : "  ").append(text);
    }
    if (line.length() > 0) {
      out.append(line).append('\n');
    }
    out.append('\n');
  }

  private void memory(StringBuilder out, RunResult result) {
    MemoryLayout memory = result.memory();
    double capacity = memory.capacityBytes();
    String verdict =
        memory.fits() ? Style.GREEN.apply("fits", colour) : Style.RED.apply("DOES NOT FIT", colour);
    out.append(Style.BOLD.apply("memory", colour))
        .append(result.machine().devices() > 1 ? " of the fullest device" : "")
        .append("  ")
        .append(Quantity.bytes(memory.usedBytes()))
        .append(" of ")
        .append(Quantity.bytes(capacity))
        .append(" (")
        .append(Quantity.percent(memory.usedBytes() / capacity))
        .append("), ")
        .append(verdict);
    if (memory.maximumBatchSize() > 0) {
      out.append(", largest batch that fits: ").append(memory.maximumBatchSize());
    }
    out.append('\n');
    level(out, "weights", memory.weightsBytes(), capacity);
    level(out, "kv cache", memory.kvCacheBytes(), capacity);
    level(out, "activations", memory.activationBytes(), capacity);
    level(out, "other", memory.otherBytes(), capacity);
    out.append('\n');
  }

  private void level(StringBuilder out, String name, double bytes, double capacity) {
    if (bytes > 0) {
      double share = bytes / capacity;
      field(
          out, name, pad(Quantity.bytes(bytes), 9) + pad(Quantity.percent(share), 8) + bar(share));
    }
  }

  private void summary(StringBuilder out, RunResult result) {
    out.append(Style.BOLD.apply("summary", colour))
        .append("  ")
        .append(result.workload())
        .append(", ")
        .append(Quantity.parameters(result.parameters()))
        .append(" parameters\n");
    field(out, "TTFT", Quantity.seconds(result.ttftSeconds()));
    if (result.tpotSeconds() > 0) {
      field(out, "TPOT", Quantity.seconds(result.tpotSeconds()));
    }
    field(out, "end to end", Quantity.seconds(result.endToEndSeconds()));
    field(out, "tokens/s", Quantity.plain(result.tokensPerSecond()));
    field(out, "tokens/J", Quantity.plain(result.tokensPerJoule()));
    field(out, "energy", Quantity.joules(result.energyJoules()));
    out.append('\n');
    TextTable table =
        new TextTable()
            .left("phase")
            .right("steps")
            .right("time")
            .right("energy")
            .right("operations")
            .right("bytes")
            .right("MFU")
            .right("MBU")
            .left("bound");
    for (PhaseResult phase : result.phases()) {
      table.row(
          List.of(
              Cell.of(phase.name()),
              Cell.of(Quantity.count(phase.steps())),
              Cell.of(Quantity.seconds(phase.latencySeconds())),
              Cell.of(Quantity.joules(phase.energyJoules())),
              Cell.of(Quantity.si(phase.operations(), "OP")),
              Cell.of(Quantity.bytes(phase.bytes())),
              Cell.of(Quantity.percent(phase.modelFlopsUtilisation())),
              Cell.of(Quantity.percent(phase.modelBandwidthUtilisation())),
              new Cell(phase.bound(), Style.ofBound(phase.bound()))));
    }
    out.append(table.render(width, colour)).append('\n');
  }

  private void operators(StringBuilder out, PhaseResult phase) {
    TextTable table =
        new TextTable()
            .left(phase.name())
            .right("count")
            .flexible("shape")
            .right("ops")
            .right("weight")
            .right("act")
            .right("kv")
            .right("other")
            .right("OP/B")
            .left("bound")
            .right("time")
            .right("share")
            .right("energy");
    double all = phase.latencySeconds();
    for (OperatorRow row : phase.operators()) {
      List<Cell> cells = new ArrayList<>();
      cells.add(Cell.of(row.name()));
      cells.add(Cell.of(Quantity.count(row.count())));
      cells.add(Cell.of(row.shape()));
      cells.add(Cell.of(Quantity.si(row.operations(), "")));
      cells.add(bytes(row.bytes().weight()));
      cells.add(bytes(row.bytes().activation()));
      cells.add(bytes(row.bytes().kvCache()));
      cells.add(bytes(row.bytes().other()));
      cells.add(Cell.of(Quantity.plain(row.arithmeticIntensity())));
      cells.add(new Cell(bound(row), Style.ofBound(row.bound())));
      cells.add(Cell.of(Quantity.seconds(row.latencySeconds())));
      cells.add(Cell.of(Quantity.percent(row.latencySeconds() / all)));
      cells.add(Cell.of(Quantity.joules(row.energyJoules())));
      table.row(cells);
    }
    out.append(table.render(width, colour)).append('\n');
  }

  private static Cell bytes(double bytes) {
    return Cell.of(bytes == 0 ? "" : Quantity.bytes(bytes));
  }

  private static String bound(OperatorRow row) {
    return row.boundDetail().isEmpty() || row.boundDetail().equals(row.bound())
        ? row.bound()
        : row.bound() + ":" + row.boundDetail();
  }

  void notes(StringBuilder out, List<String> notes) {
    for (String note : notes) {
      out.append(Style.DIM.apply("note: ", colour)).append(note).append('\n');
    }
  }
}
