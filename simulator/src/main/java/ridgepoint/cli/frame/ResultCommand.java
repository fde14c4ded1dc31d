package ridgepoint.cli.frame;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import ridgepoint.input.InputException;
import ridgepoint.report.text.CsvReport;

/**
 * A command that computes one result, or one for every line of a file.
 *
 * <p>A batch is all or nothing: when a line is wrong, the first such line is reported by its number
 * and nothing is written.
 *
 * @param <R> the result
 */
public abstract class ResultCommand<R> implements Callable<Integer> {
  protected final Terminal terminal;
  protected final Workbench workbench;

  @Mixin protected OutputOptions output = new OutputOptions();

  @Option(
      names = "--batch",
      paramLabel = "FILE.csv",
      description =
          "Compute a result for every line of a CSV file whose header names options of this"
              + " command; other options given hold for every line.")
  Path batch;

  @Spec protected CommandSpec spec;

  protected ResultCommand(Terminal terminal, Workbench workbench) {
    this.terminal = terminal;
    this.workbench = workbench;
  }

  /** Computes the result of the options as parsed. */
  public abstract R compute();

  /** A command of the same kind with no options set, on the same workbench. */
  protected abstract ResultCommand<R> another();

  /** The whole result in that form. */
  protected abstract String text(R result, OutputFormat format);

  protected abstract String jsonLine(R result);

  protected abstract Map<String, String> csvLine(R result);

  /** What else is to be done with a single result, before it is printed. */
  protected void report(R result) {}

  /** Exit status after a single result that was computed. */
  protected int status(R result) {
    return 0;
  }

  @Override
  public final Integer call() {
    output.check();
    if (batch == null) {
      R result = compute();
      report(result);
      output.write(terminal, text(result, output.formatOr(OutputFormat.TABLE)));
      return status(result);
    }
    output.write(terminal, batchText());
    return 0;
  }

  private String batchText() {
    OutputFormat format = output.formatOr(OutputFormat.JSON);
    if (format == OutputFormat.TABLE) {
      throw new InputException("--format table shows one result; a batch is json (lines) or csv");
    }
    List<BatchFile.Line> lines = BatchFile.read(batch, Arguments.names(spec)).lines();
    List<String> shared = Arguments.given(spec, List.of("--batch"));
    try (Progress progress = new Progress(terminal, spec.name(), lines.size(), output.quiet)) {
      if (format == OutputFormat.CSV) {
        return CsvReport.table(
            Cases.inOrder(
                lines.size(), output.threads, progress, i -> csvLine(line(lines.get(i), shared))));
      }
      List<String> results =
          Cases.inOrder(
              lines.size(), output.threads, progress, i -> jsonLine(line(lines.get(i), shared)));
      return String.join("\n", results) + "\n";
    }
  }

  private R line(BatchFile.Line line, List<String> shared) {
    try {
      ResultCommand<R> command = another();
      List<String> arguments = new ArrayList<>(shared);
      arguments.addAll(line.arguments());
      Arguments.parse(command, terminal, arguments);
      return command.compute();
    } catch (RuntimeException e) {
      if (!ErrorLine.isUsers(e)) {
        throw e;
      }
      throw new InputException(batch + ":" + line.number() + ": " + ErrorLine.message(e), e);
    }
  }
}
