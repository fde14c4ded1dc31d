package ridgepoint.cli.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ridgepoint.bench.Estimates;
import ridgepoint.cli.frame.ListingOptions;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.input.InputException;
import ridgepoint.report.text.JsonText;
import ridgepoint.report.text.TextTable;
import ridgepoint.simulation.Version;

/** {@code ridgepoint bench}: how fast the models themselves are on this machine. */
@Command(
    name = "bench",
    sortOptions = false,
    description = "Times the cost models themselves with JMH, warm, in a JVM of their own.")
public final class BenchCommand implements Runnable {
  private static final int WIDTH = 120;

  private final Terminal terminal;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Seconds of warm-up and of measurement per benchmark (default: 5).")
  int seconds = 5;

  @Mixin private ListingOptions listing = new ListingOptions();

  public BenchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    if (seconds < 1 || seconds > 3600) {
      throw new InputException("--seconds must be between 1 and 3600, got " + seconds);
    }
    if (terminal.interactive()) {
      terminal.say("measuring; takes about " + 6 * seconds + " s");
    }
    List<Result<?>> results = measure();
    terminal.print(listing.isJson() ? json(results) : table(results));
  }

  private List<Result<?>> measure() {
    Options options =
        new OptionsBuilder()
            .include(Estimates.class.getName())
            .forks(1)
            .jvmArgs("-XX:+UseSerialGC", "-Xmx1g")
            .warmupIterations(seconds)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(seconds)
            .measurementTime(TimeValue.seconds(1))
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();
    try {
      Collection<RunResult> runs = new Runner(options).run();
      List<Result<?>> results = new ArrayList<>();
      runs.forEach(run -> results.add(run.getPrimaryResult()));
      results.sort(Comparator.comparing(Result::getLabel));
      return results;
    } catch (RunnerException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String table(List<Result<?>> results) {
    TextTable table = new TextTable().left("estimate").right("µs").right("± (99.9%)");
    for (Result<?> result : results) {
      table.row(result.getLabel(), number(result.getScore()), number(result.getScoreError()));
    }
    return table.render(WIDTH, false);
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f", value);
  }

  private static String json(List<Result<?>> results) {
    return JsonText.pretty(
        json ->
            json.put("schema", "ridgepoint.bench/1")
                .put("version", Version.current())
                .objects(
                    "results",
                    results,
                    (item, result) ->
                        item.put("name", result.getLabel())
                            .put("latency_s", result.getScore() * 1e-6)
                            .put("error_s", result.getScoreError() * 1e-6)));
  }
}
