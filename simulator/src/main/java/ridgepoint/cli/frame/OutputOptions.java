package ridgepoint.cli.frame;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import ridgepoint.input.InputException;
import ridgepoint.report.directory.OutputFile;
import ridgepoint.report.text.TableReport;

/** Where a result goes, and in which form. */
public final class OutputOptions {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "table (default), json or csv; a batch is json lines unless csv is asked for.")
  OutputFormat format;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the result there instead of to standard output ('-').")
  String output = "-";

  @Option(names = "--quiet", description = "Show no progress.")
  public boolean quiet;

  @Option(names = "--no-color", description = "Use no colours.")
  public boolean noColor;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads for batches and sweeps; all cores by default. Results do not change.")
  public int threads = Runtime.getRuntime().availableProcessors();

  /**
   * Refuses what can be seen to be wrong before anything is computed.
   *
   * @throws InputException naming the option
   */
  public void check() {
    if (threads < 1) {
      throw new InputException("--threads must be at least 1, got " + threads);
    }
    if (!output.equals("-")) {
      OutputFile.check(Path.of(output));
    }
  }

  /** The form asked for, or the standard one. */
  public OutputFormat formatOr(OutputFormat standard) {
    return format == null ? standard : format;
  }

  /** Writes a whole result; nothing is written when it cannot be written whole. */
  public void write(Terminal terminal, String text) {
    if (output.equals("-")) {
      terminal.print(text);
    } else {
      OutputFile.write(Path.of(output), text);
    }
  }

  /** Tables as this terminal shows them. */
  public TableReport table(Terminal terminal) {
    boolean colour = terminal.colour() && !noColor && output.equals("-");
    return new TableReport(TableReport.PLAIN.width(), colour);
  }
}
