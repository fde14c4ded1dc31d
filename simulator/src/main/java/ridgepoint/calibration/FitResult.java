package ridgepoint.calibration;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import ridgepoint.hardware.Calibration;

/**
 * What a fit to one family of measurements found.
 *
 * @param devices ids of those it was fitted to
 * @param stack id of the software whose kernels were measured
 */
public record FitResult(List<String> devices, String family, String stack, Calibrator.Found found) {

  static FitResult of(
      Collection<String> devices, String family, String stack, Calibrator.Found found) {
    return new FitResult(List.copyOf(devices), family, stack, found);
  }

  /** Errors before and after, and on what the fit has not seen, in a line. */
  public String summary() {
    return "%s %s %s: %d rows, before %s, fitted %s, unseen %s%s"
        .formatted(
            String.join("+", devices),
            family,
            stack,
            found.fitted().rows(),
            percent(found.before()),
            percent(found.fitted()),
            percent(found.unseen()),
            found.unseenDevices().map(errors -> ", unseen devices " + percent(errors)).orElse(""));
  }

  private static String percent(Errors errors) {
    return String.format(Locale.ROOT, "%.1f/%.1f%%", 100 * errors.mean(), 100 * errors.median());
  }

  /** Entries of a file of defaults: path, value and how it was found. */
  public String entries() {
    String source =
        String.format(
            Locale.ROOT,
            "fit to %s rows of %s (%s); rows unseen %s%s, mean / median",
            family,
            String.join(", ", devices),
            stack,
            percent(found.unseen()),
            found.unseenDevices().map(errors -> ", devices " + percent(errors)).orElse(""));
    StringBuilder text = new StringBuilder();
    found
        .parameters()
        .forEach(
            (path, value) ->
                text.append(
                    "    %s: {value: %s, source: \"%s\"}\n".formatted(path, value, source)));
    return text.toString();
  }

  /** An entry of a device's calibration. */
  public Calibration.Fit fit(String dataSet, String date) {
    return new Calibration.Fit(
        stack,
        family,
        dataSet,
        date,
        found.fitted().rows(),
        fourDecimals(found.unseen().mean()),
        fourDecimals(found.unseen().median()),
        found.parameters());
  }

  private static double fourDecimals(double error) {
    return Math.rint(error * 1e4) / 1e4;
  }
}
