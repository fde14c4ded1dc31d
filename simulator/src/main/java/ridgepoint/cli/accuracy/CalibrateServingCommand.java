package ridgepoint.cli.accuracy;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ridgepoint.calibration.HostFit;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;
import ridgepoint.software.Host;
import ridgepoint.validation.Measurements;
import ridgepoint.validation.ServingSample;

/** {@code ridgepoint calibrate-serving}: fits the host's part of steps to served models. */
@Command(
    name = "calibrate-serving",
    sortOptions = false,
    description = {
      "Fits what the host of a serving stack takes per step, sequence, kernel and request to",
      "measured times to the first token and per token (e2e.csv), and prints them as they stand",
      "in the description of the stack."
    })
public final class CalibrateServingCommand implements Runnable {
  private final Terminal terminal;

  @Option(names = "--stack", paramLabel = "ID", description = "The software, such as vllm.")
  String stack;

  @Option(names = "--measurements", paramLabel = "DIR", description = "Directory with e2e.csv.")
  Path measurements;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Most rows that the fit looks at, spread over the file (default 80).")
  int rows = 80;

  @Option(
      names = "--most-clients",
      paramLabel = "N",
      description =
          "Rows with more clients take no part; they take longest, but tell the most of what a "
              + "sequence takes (default 1024).")
  long mostClients = 1024;

  public CalibrateServingCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    if (measurements == null || stack == null) {
      throw new InputException(
          "%s is missing: calibrate-serving takes --stack ID and --measurements DIR"
              .formatted(stack == null ? "--stack" : "--measurements"));
    }
    if (rows < 1 || mostClients < 1) {
      throw new InputException("--rows and --most-clients are at least 1");
    }
    TreeMap<String, List<ServingSample>> bySoftware =
        Measurements.read(measurements, Fidelity.PIPELINE, List.of()).samples().served().stream()
            .filter(sample -> sample.load().clients() <= mostClients)
            .collect(
                Collectors.groupingBy(
                    sample -> sample.stack().id(), TreeMap::new, Collectors.toList()));
    List<ServingSample> samples = bySoftware.get(stack);
    if (samples == null) {
      throw new InputException(
          "--stack: no model served by '%s' was measured%s; there are rows of %s"
              .formatted(
                  stack,
                  NearMatch.hint(stack, bySoftware.keySet()),
                  String.join(", ", bySoftware.keySet())));
    }
    fit(new HostFit(spread(samples)), samples.get(0).stack().host());
  }

  private List<ServingSample> spread(List<ServingSample> samples) {
    int step = (samples.size() + rows - 1) / rows;
    return IntStream.range(0, samples.size())
        .filter(index -> index % step == 0)
        .mapToObj(samples::get)
        .toList();
  }

  private void fit(HostFit fit, Host start) {
    Host best = fit.fit();
    terminal.say(said("before", fit.accuracy(start)));
    terminal.say(said("fitted", fit.accuracy(best)));
    StringBuilder text = new StringBuilder();
    HostFit.values(best)
        .forEach(value -> text.append("%s: %s\n".formatted(value.key(), value.value())));
    terminal.print(text.toString());
  }

  private static String said(String when, HostFit.Accuracy accuracy) {
    return String.format(
        Locale.ROOT,
        "%s: %d rows, per token %.1f/%.1f%%, to the first token %.1f/%.1f%%",
        when,
        accuracy.tpot().rows(),
        100 * accuracy.tpot().mean(),
        100 * accuracy.tpot().median(),
        100 * accuracy.ttft().mean(),
        100 * accuracy.ttft().median());
  }
}
