package ridgepoint.cli.hardware;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.OutputFormat;
import ridgepoint.cli.frame.OutputOptions;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.host.HostRun;
import ridgepoint.input.InputException;
import ridgepoint.report.directory.OutputFile;
import ridgepoint.report.text.HostText;
import ridgepoint.simulation.Version;

/** {@code ridgepoint host}: this machine, measured, described and predicted. */
@Command(
    name = "host",
    sortOptions = false,
    description = {
      "Finds the cores and caches of this machine, measures its multiply-add peak and the"
          + " bandwidth",
      "and latency of every memory level, then runs the reference kernels and compares their times",
      "with what the model of a machine so described predicts. Takes about half a minute.",
    })
public final class HostCommand implements Runnable {
  private static final int MOST_RUNS = 1000;

  private final Terminal terminal;

  @Option(
      names = "--write",
      paramLabel = "FILE.yaml",
      description = "Write the machine's description there; --hw takes it.")
  Path write;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Runs that each kernel's median is taken of; default ${DEFAULT-VALUE}.")
  int runs = 15;

  @Mixin private OutputOptions output = new OutputOptions();

  public HostCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    output.check();
    if (runs < 1 || runs > MOST_RUNS) {
      throw new InputException("--runs must be between 1 and " + MOST_RUNS + ", got " + runs);
    }
    if (write != null) {
      if (!write.toString().endsWith(".yaml")) {
        throw new InputException("--write wants a file that ends in .yaml, got " + write);
      }
      OutputFile.check(write);
    }
    boolean shown = terminal.interactive() && !output.quiet;
    HostRun run =
        HostRun.of(
            Version.current(),
            runs,
            LocalDate.now(ZoneId.systemDefault()),
            step -> {
              if (shown) {
                terminal.say(step);
              }
            });
    if (write != null) {
      OutputFile.write(write, run.description());
    }
    output.write(
        terminal,
        switch (output.formatOr(OutputFormat.TABLE)) {
          case TABLE -> HostText.table(run.result());
          case JSON -> HostText.json(run.result());
          case CSV -> HostText.csv(run.result());
        });
  }
}
