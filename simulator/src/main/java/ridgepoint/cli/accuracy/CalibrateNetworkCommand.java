package ridgepoint.cli.accuracy;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ridgepoint.calibration.Errors;
import ridgepoint.calibration.NetworkCalibrator;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;
import ridgepoint.validation.ExchangeSample;
import ridgepoint.validation.Measurements;

/** {@code ridgepoint calibrate-network}: fits what no datasheet gives of links to measurements. */
@Command(
    name = "calibrate-network",
    sortOptions = false,
    description = {
      "Fits startup, hop latency and efficiency of a system's network levels to measured",
      "collectives (allreduce.csv, collectives.csv) and prints them with the path of each.",
      "Without --system, fits those of all measured systems together with the constants of",
      "communication protocols."
    })
public final class CalibrateNetworkCommand implements Runnable {
  private final Terminal terminal;

  @Option(names = "--system", paramLabel = "ID", description = "Fit the levels of one system only.")
  String system;

  @Option(
      names = "--measurements",
      paramLabel = "DIR",
      description = "Directory with allreduce.csv, collectives.csv or both.")
  Path measurements;

  @Option(
      names = "--leave-out",
      description = {
        "Also say the error on each system when it takes no part in the fit and is described",
        "as the system most like it (minutes)."
      })
  boolean leaveOut;

  public CalibrateNetworkCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    if (measurements == null) {
      throw new InputException("--measurements is missing: a directory of measurement files");
    }
    List<ExchangeSample> samples =
        Measurements.read(measurements, Fidelity.PIPELINE, List.of()).samples().exchanges();
    TreeSet<String> systems =
        samples.stream()
            .map(sample -> sample.system().id())
            .collect(Collectors.toCollection(TreeSet::new));
    if (systems.isEmpty()) {
      throw new InputException(measurements + ": there are no collectives to fit to");
    }
    if (system != null && !systems.contains(system)) {
      throw new InputException(
          "--system: nothing was measured of '%s'%s; there are rows of %s"
              .formatted(system, NearMatch.hint(system, systems), String.join(", ", systems)));
    }
    NetworkCalibrator calibrator = new NetworkCalibrator(samples);
    print(system == null ? calibrator.all(leaveOut) : calibrator.system(system));
  }

  private void print(NetworkCalibrator.Found found) {
    for (Map.Entry<String, Errors> each : found.fitted().entrySet()) {
      if (system == null || system.equals(each.getKey())) {
        Errors unseen = found.unseen().get(each.getKey());
        terminal.say(
            "%s: %d rows, before %s, fitted %s%s"
                .formatted(
                    each.getKey(),
                    each.getValue().rows(),
                    percent(found.before().get(each.getKey())),
                    percent(each.getValue()),
                    unseen == null ? "" : ", left out " + percent(unseen)));
      }
    }
    StringBuilder text = new StringBuilder();
    found.values().forEach((path, value) -> text.append(path + ": " + value + "\n"));
    terminal.print(text.toString());
  }

  private static String percent(Errors errors) {
    return String.format(Locale.ROOT, "%.1f/%.1f%%", 100 * errors.mean(), 100 * errors.median());
  }
}
