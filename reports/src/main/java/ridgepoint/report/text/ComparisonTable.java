package ridgepoint.report.text;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.report.Comparison;
import ridgepoint.report.Quantity;
import ridgepoint.report.RunResult;
import ridgepoint.report.RunResult.PhaseResult;
import ridgepoint.report.text.TextTable.Cell;

/** A comparison or sweep for a terminal: a row per case, the best of each column in green. */
public final class ComparisonTable {
  private final TableReport terminal;

  public ComparisonTable(TableReport terminal) {
    this.terminal = terminal;
  }

  public String comparison(Comparison comparison) {
    StringBuilder out = new StringBuilder();
    terminal.header(
        out,
        comparison.version(),
        comparison.command() + " over " + String.join(", ", comparison.varied()),
        "",
        comparison.inputs());
    TextTable table = new TextTable();
    comparison.varied().forEach(table::left);
    table
        .right("TTFT")
        .right("TPOT")
        .right("tokens/s")
        .right("tokens/J")
        .right("energy")
        .right("memory")
        .right("of it")
        .right("MFU")
        .right("MBU")
        .left("prefill")
        .left("decode");
    Best best = Best.of(comparison);
    for (Comparison.Case each : comparison.cases()) {
      List<Cell> cells = new ArrayList<>();
      comparison.varied().forEach(n -> cells.add(Cell.of(each.values().getOrDefault(n, ""))));
      each.result().ifPresentOrElse(r -> fill(cells, r, best), () -> missing(cells));
      table.row(cells);
    }
    out.append(table.render(terminal.width(), terminal.colour()));
    for (Comparison.Case each : comparison.cases()) {
      if (each.result().isEmpty()) {
        terminal.notes(out, List.of(each.label(comparison.varied()) + ": " + each.error()));
      }
    }
    return out.toString();
  }

  private static void fill(List<Cell> cells, RunResult result, Best best) {
    cells.add(cell(Quantity.seconds(result.ttftSeconds()), result.ttftSeconds() == best.ttft()));
    cells.add(cell(Quantity.seconds(result.tpotSeconds()), result.tpotSeconds() == best.tpot()));
    cells.add(
        cell(
            Quantity.plain(result.tokensPerSecond()),
            result.tokensPerSecond() == best.tokensPerSecond()));
    cells.add(
        cell(
            Quantity.plain(result.tokensPerJoule()),
            result.tokensPerJoule() == best.tokensPerJoule()));
    cells.add(Cell.of(Quantity.joules(result.energyJoules())));
    cells.add(
        new Cell(
            Quantity.bytes(result.memory().usedBytes()),
            result.memory().fits() ? Style.PLAIN : Style.RED));
    cells.add(
        Cell.of(Quantity.percent(result.memory().usedBytes() / result.memory().capacityBytes())));
    cells.add(Cell.of(Quantity.percent(utilisation(result, "prefill"))));
    cells.add(Cell.of(Quantity.percent(utilisation(result, "decode"))));
    cells.add(bound(result, "prefill"));
    cells.add(bound(result, "decode"));
  }

  private static void missing(List<Cell> cells) {
    for (int c = 0; c < 11; c++) {
      cells.add(new Cell("-", Style.DIM));
    }
  }

  private static double utilisation(RunResult result, String name) {
    return result.phases().stream()
        .filter(phase -> phase.name().equals(name))
        .mapToDouble(
            phase ->
                name.equals("prefill")
                    ? phase.modelFlopsUtilisation()
                    : phase.modelBandwidthUtilisation())
        .findFirst()
        .orElse(Double.NaN);
  }

  private static Cell bound(RunResult result, String name) {
    return result.phases().stream()
        .filter(phase -> phase.name().equals(name))
        .map(PhaseResult::bound)
        .map(bound -> new Cell(bound, Style.ofBound(bound)))
        .findFirst()
        .orElse(Cell.of("-"));
  }

  private static Cell cell(String text, boolean best) {
    return new Cell(text, best ? Style.GREEN : Style.PLAIN);
  }

  private record Best(double ttft, double tpot, double tokensPerSecond, double tokensPerJoule) {
    static Best of(Comparison comparison) {
      List<RunResult> runs = comparison.cases().stream().flatMap(c -> c.result().stream()).toList();
      return new Best(
          runs.stream().mapToDouble(RunResult::ttftSeconds).min().orElse(Double.NaN),
          runs.stream().mapToDouble(RunResult::tpotSeconds).min().orElse(Double.NaN),
          runs.stream().mapToDouble(RunResult::tokensPerSecond).max().orElse(Double.NaN),
          runs.stream().mapToDouble(RunResult::tokensPerJoule).max().orElse(Double.NaN));
    }
  }
}
