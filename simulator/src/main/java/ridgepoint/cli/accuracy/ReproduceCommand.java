package ridgepoint.cli.accuracy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import ridgepoint.cli.frame.Lines;
import ridgepoint.cli.frame.OutputFormat;
import ridgepoint.cli.frame.OutputOptions;
import ridgepoint.cli.frame.ResultCommand;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.input.InputException;
import ridgepoint.quantity.Quantity;
import ridgepoint.report.OperatorResult;
import ridgepoint.report.RunResult;
import ridgepoint.report.text.CsvReport;
import ridgepoint.report.text.JsonText;
import ridgepoint.report.text.TextTable;
import ridgepoint.simulation.Version;
import ridgepoint.technique.Claim;
import ridgepoint.technique.Reproduction;
import ridgepoint.technique.Technique;
import ridgepoint.technique.TechniqueLibrary;

/** {@code ridgepoint reproduce}: published claims beside predictions of their own set-ups. */
@Command(
    name = "reproduce",
    sortOptions = false,
    description = {
      "Runs the set-ups of a technique's published claims and shows predicted beside published.",
      "Without an id: those of all techniques."
    })
public final class ReproduceCommand implements Runnable {
  private static final int WIDTH = 120;

  private final Terminal terminal;
  private final Function<List<String>, Object> commands;

  @Parameters(arity = "0..1", paramLabel = "ID", description = "A technique's id, alias or file.")
  String id;

  @Mixin OutputOptions output = new OutputOptions();

  /**
   * @param commands a command with its options set, from the words of a command line
   */
  public ReproduceCommand(Terminal terminal, Function<List<String>, Object> commands) {
    this.terminal = terminal;
    this.commands = commands;
  }

  @Override
  public void run() {
    TechniqueLibrary library = new TechniqueLibrary();
    List<Technique> techniques =
        id == null ? library.ids().stream().map(library::load).toList() : List.of(library.load(id));
    List<Reproduction> reproductions = new ArrayList<>();
    for (Technique technique : techniques) {
      for (Claim claim : technique.claims()) {
        List<Double> predicted =
            claim.cases().stream().map(item -> predict(technique, claim, item)).toList();
        reproductions.add(new Reproduction(technique, claim, predicted));
      }
    }
    if (reproductions.isEmpty()) {
      throw new InputException("technique '" + id + "' has no published claim to reproduce");
    }
    output.write(
        terminal,
        switch (output.formatOr(OutputFormat.TABLE)) {
          case TABLE -> table(reproductions);
          case JSON -> json(reproductions);
          case CSV -> CsvReport.table(ReproductionRows.of(reproductions));
        });
  }

  /** The metric of one case; several commands add up. */
  private double predict(Technique technique, Claim claim, Claim.Case item) {
    double total = 0;
    for (String command : item.commands()) {
      try {
        total += metric(claim.metric(), result(command));
      } catch (InputException e) {
        throw new InputException(
            "technique '%s', claim %s, case '%s': %s"
                .formatted(technique.id(), claim.id(), item.name(), e.getMessage()),
            e);
      }
    }
    return total;
  }

  private Object result(String text) {
    Object command = commands.apply(List.of(text.strip().split("\\s+")));
    if (!(command instanceof ResultCommand<?> computes)) {
      throw new InputException("a claim's command is run or op, found '" + text.strip() + "'");
    }
    return computes.compute();
  }

  private static double metric(Claim.Metric metric, Object result) {
    if (result instanceof RunResult run) {
      return switch (metric) {
        case TTFT -> run.ttftSeconds();
        case TPOT -> run.tpotSeconds();
        case LATENCY_PER_TOKEN -> run.tpotSeconds() > 0 ? run.tpotSeconds() : run.ttftSeconds();
        case TOKENS_PER_SECOND -> run.tokensPerSecond();
        case LATENCY -> run.endToEndSeconds();
        case OPERATIONS_PER_SECOND ->
            run.phase("prefill").operations() / run.phase("prefill").latencySeconds();
        case MEMORY -> run.memory().usedBytes();
      };
    }
    RunResult.OperatorRow operator = ((OperatorResult) result).operator();
    return switch (metric) {
      case LATENCY -> operator.latencySeconds();
      case OPERATIONS_PER_SECOND -> operator.operations() / operator.latencySeconds();
      case TTFT, TPOT, LATENCY_PER_TOKEN, TOKENS_PER_SECOND, MEMORY ->
          throw new InputException("a single operator has no " + metric.text());
    };
  }

  private static String table(List<Reproduction> reproductions) {
    Lines out = new Lines();
    for (Reproduction reproduction : reproductions) {
      Claim claim = reproduction.claim();
      out.add("%s, %s", reproduction.technique().name(), claim.id());
      out.add("  claim   %s", claim.statement());
      out.add("  source  %s%s", claim.source(), claim.verified() ? "" : " (source not read)");
      if (!claim.remark().isEmpty()) {
        out.add("  remark  %s", claim.remark());
      }
      out.add("").add("%s", cases(reproduction));
      for (Claim.Case item : claim.cases()) {
        item.commands().forEach(command -> out.add("  ridgepoint %s", command));
      }
      out.add("");
    }
    return out.toString();
  }

  private static String cases(Reproduction reproduction) {
    Claim claim = reproduction.claim();
    TextTable table =
        new TextTable()
            .flexible(claim.metric().text())
            .right("predicted")
            .right("published")
            .right("deviation");
    List<OptionalDouble> deviations = reproduction.deviations();
    for (int i = 0; i < claim.cases().size(); i++) {
      Claim.Case item = claim.cases().get(i);
      table.row(
          item.name(),
          Quantity.format(reproduction.predicted().get(i), claim.metric().dimension()),
          item.published().isPresent()
              ? Quantity.format(item.published().getAsDouble(), claim.metric().dimension())
              : "-",
          deviation(deviations.get(i)));
    }
    if (reproduction.predictedSpeedup().isPresent()) {
      OptionalDouble published = reproduction.publishedSpeedup();
      double predicted = reproduction.predictedSpeedup().getAsDouble();
      table.row(
          claim.metric() == Claim.Metric.MEMORY ? "ratio" : "speed-up",
          times(predicted),
          published.isPresent() ? times(published.getAsDouble()) : "-",
          published.isPresent()
              ? deviation(OptionalDouble.of(predicted / published.getAsDouble() - 1))
              : "-");
    }
    return table.render(WIDTH, false);
  }

  private static String times(double ratio) {
    return String.format(Locale.ROOT, "%.2fx", ratio);
  }

  private static String deviation(OptionalDouble deviation) {
    return deviation.isPresent()
        ? String.format(Locale.ROOT, "%+.0f%%", 100 * deviation.getAsDouble())
        : "-";
  }

  private static String json(List<Reproduction> reproductions) {
    return JsonText.pretty(
        json ->
            json.put("schema", "ridgepoint.reproduce/1")
                .put("version", Version.current())
                .objects("claims", reproductions, ReproduceCommand::claim));
  }

  private static void claim(JsonText json, Reproduction reproduction) {
    Claim claim = reproduction.claim();
    json.put("technique", reproduction.technique().id())
        .put("claim", claim.id())
        .put("statement", claim.statement())
        .put("source", claim.source())
        .put("verified", claim.verified())
        .put("remark", claim.remark())
        .put("metric", claim.metric().name().toLowerCase(Locale.ROOT))
        .put("predicted_speedup", reproduction.predictedSpeedup().orElse(Double.NaN))
        .put("published_speedup", reproduction.publishedSpeedup().orElse(Double.NaN));
    List<Integer> positions = new ArrayList<>();
    for (int i = 0; i < claim.cases().size(); i++) {
      positions.add(i);
    }
    json.objects(
        "cases",
        positions,
        (item, i) ->
            item.put("name", claim.cases().get(i).name())
                .put("predicted", reproduction.predicted().get(i))
                .put("published", claim.cases().get(i).published().orElse(Double.NaN))
                .strings("commands", claim.cases().get(i).commands()));
  }
}
