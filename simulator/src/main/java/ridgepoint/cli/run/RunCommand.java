package ridgepoint.cli.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.OutputFormat;
import ridgepoint.cli.frame.ResultCommand;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.cli.option.ExecuteOption;
import ridgepoint.cli.option.FidelityOption;
import ridgepoint.cli.option.FidelityOption.PhaseRow;
import ridgepoint.report.FidelityComparison;
import ridgepoint.report.RunResult;
import ridgepoint.report.RunResult.PhaseResult;
import ridgepoint.report.directory.ReportDirectory;
import ridgepoint.report.text.CsvReport;
import ridgepoint.report.text.JsonReport;

/** {@code ridgepoint run}: one model, one workload, one machine. */
@Command(
    name = "run",
    description = "Latency, energy, memory and bottlenecks of a model on a machine.",
    sortOptions = false,
    footerHeading = "%nWhat the figures mean:%n",
    footer = {
      "  TTFT      time to first token: the prefill of the whole batch",
      "  TPOT      time per output token after the first: (end to end - TTFT) / (output - 1)",
      "  tokens/s  output tokens of all sequences / end-to-end time; tokens/J over all energy",
      "  MFU       matrix operations / (time x dense peak of the type computed in)",
      "  MBU       bytes of weights and KV cache / (time x bandwidth of main memory; of a memory",
      "            that computes, of its banks and its host's memory together)",
      "  bound     what most of the time goes to",
      "Operations, bytes and latency are those of one device (of each pipeline stage); energy is",
      "that of all devices. Decode is all its steps together; operators are summed over them.",
    })
public final class RunCommand extends ResultCommand<RunResult> {
  @Mixin RunOptions options = new RunOptions();

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Also write a page, charts, numbers and a trace of a layer there.")
  Path report;

  @Mixin FidelityOption fidelities = new FidelityOption();

  @Mixin ExecuteOption execution = new ExecuteOption();

  public RunCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  public RunResult compute() {
    execution.apply(options.machine);
    if (!output.quiet) {
      options.machine.cycles.reportTo(terminal);
    }
    RunResult result = options.prepare(workbench).run();
    options.machine.cycles.writeTrace(result.machine().id());
    return result.withExecuted(execution.results(result.model(), result.machine().id()));
  }

  @Override
  protected int status(RunResult result) {
    return ExecuteOption.status(result.executed());
  }

  private FidelityComparison compared(RunResult result) {
    return FidelityOption.comparison(
        result.machine().id(), fidelity -> rows(options.prepare(workbench, fidelity).run()));
  }

  private static List<PhaseRow> rows(RunResult result) {
    List<PhaseRow> rows = new ArrayList<>();
    for (PhaseResult phase : result.drawnPhases()) {
      phase.operators().forEach(row -> rows.add(new PhaseRow(phase.name(), row)));
    }
    return rows;
  }

  @Override
  protected RunCommand another() {
    return new RunCommand(terminal, workbench);
  }

  @Override
  protected void report(RunResult result) {
    if (report != null) {
      ReportDirectory.write(result, report);
    }
  }

  @Override
  protected String text(RunResult result, OutputFormat format) {
    if (fidelities.asked) {
      return FidelityOption.text(compared(result), format);
    }
    return switch (format) {
      case TABLE -> output.table(terminal).run(result);
      case JSON -> JsonReport.run(result);
      case CSV -> CsvReport.run(result);
    };
  }

  @Override
  protected String jsonLine(RunResult result) {
    return JsonReport.runLine(result);
  }

  @Override
  protected Map<String, String> csvLine(RunResult result) {
    return CsvReport.runLine(result);
  }
}
