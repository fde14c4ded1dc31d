package ridgepoint.cli.accuracy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ridgepoint.calibration.CalibrationFile;
import ridgepoint.calibration.Descent;
import ridgepoint.calibration.FitResult;
import ridgepoint.calibration.Fits;
import ridgepoint.calibration.Fitter;
import ridgepoint.calibration.Start;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.hardware.Calibration;
import ridgepoint.hardware.DeviceKind;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;
import ridgepoint.software.SoftwareLibrary;
import ridgepoint.validation.Measurements;

/** {@code ridgepoint calibrate}: fits what no datasheet gives to measurements. */
@Command(
    name = "calibrate",
    sortOptions = false,
    description = {
      "Fits the parameters of a GPU's model to measurements of it, and writes them into the",
      "calibration block of its description; everything else in the file stays as it is.",
      "With --generation, fits the defaults of all measured devices of a generation together, and",
      "prints them with the error on each device when it is left out of the fit."
    })
public final class CalibrateCommand implements Runnable {
  private final Terminal terminal;

  @Option(
      names = "--device",
      paramLabel = "FILE|ID",
      description = "Description of the device; of a shipped one, the block is printed.")
  String device;

  @Option(
      names = "--generation",
      paramLabel = "NAME",
      description = "Fit defaults of a generation ('all': of all GPUs) instead of a device.")
  String generation;

  @Option(
      names = "--measurements",
      paramLabel = "DIR",
      description = "Directory with gemm.csv, attention_prefill.csv, ...: whichever are there.")
  Path measurements;

  @Option(
      names = "--family",
      paramLabel = "NAME",
      split = ",",
      description = "Families to fit; all that the directory has by default.")
  List<String> families = Fits.knownFamilies();

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      split = ",",
      description = "Software whose kernels to fit; all that were measured by default.")
  List<String> stacks = List.of();

  @Option(
      names = "--data-set",
      paramLabel = "NAME",
      description = "What the measurements are called in the block; the directory by default.")
  String dataSet;

  @Option(names = "--date", paramLabel = "YYYY-MM-DD", description = "Date of the fit.")
  String date;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the description there instead of back to its file.")
  Path output;

  @Option(names = "--dry-run", description = "Fit and print, but write nothing.")
  boolean dryRun;

  @Option(
      names = "--folds",
      paramLabel = "K",
      description = "Folds of the cross-validation (default 3).")
  int folds = 3;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Most rows of a device that one stage of a fit looks at (default 600).")
  int rows = Fitter.STANDARD.mostSamples();

  @Option(
      names = "--from",
      paramLabel = "START",
      description = {
        "Where fits start: from all that is known of the generation and the software, or from",
        "the defaults of all GPUs (known, kind; default known)."
      })
  Start from = Start.KNOWN;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "Of the search, per stage of a fit (default 12).")
  int iterations = Fitter.STANDARD.descent().rounds();

  @Option(
      names = "--restarts",
      paramLabel = "N",
      description = "Searches from beside the best, per stage of a fit (default 0).")
  int restarts = Fitter.STANDARD.descent().restarts();

  public CalibrateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    check();
    Optional<DeviceSpec> spec = Optional.ofNullable(device).map(new DeviceLibrary()::load);
    Measurements read = Measurements.read(measurements, Fidelity.PIPELINE, spec.stream().toList());
    Fits fits =
        new Fits(
            new Fitter(rows, from, new Descent(iterations, true, restarts)),
            folds,
            families,
            stacks);
    if (spec.isPresent()) {
      calibrate(spec.get(), fits, read);
    } else {
      fitDefaults(fits, read);
    }
  }

  private void check() {
    if (measurements == null) {
      throw new InputException("--measurements is missing: a directory of measurement files");
    }
    if ((device == null) == (generation == null)) {
      throw new InputException("calibrate takes either --device or --generation");
    }
    if (folds < 2 || rows < 2 || iterations < 1 || restarts < 0) {
      throw new InputException(
          "--folds and --rows are at least 2, --iterations at least 1, --restarts at least 0");
    }
    for (String family : families) {
      if (!Fits.knownFamilies().contains(family)) {
        throw new InputException(
            "--family: nothing is fitted to '%s'%s; families are %s"
                .formatted(
                    family,
                    NearMatch.hint(family, Fits.knownFamilies()),
                    String.join(", ", Fits.knownFamilies())));
      }
    }
    SoftwareLibrary library = new SoftwareLibrary();
    stacks.forEach(library::load);
    if (device != null) {
      checkDate();
    }
  }

  private void checkDate() {
    if (date == null) {
      throw new InputException("--date is missing: the date of the fit, such as 2026-01-31");
    }
    try {
      LocalDate.parse(date);
    } catch (DateTimeParseException e) {
      throw new InputException("--date: '" + date + "' is not a date such as 2026-01-31", e);
    }
  }

  private void calibrate(DeviceSpec spec, Fits fits, Measurements read) {
    if (spec.kind() != DeviceKind.GPU) {
      throw new InputException(
          "--device: calibrate fits models of GPUs, and %s is of kind %s"
              .formatted(spec.id(), spec.kind().id()));
    }
    List<FitResult> results = new ArrayList<>();
    fits.device(spec, read, result -> told(result, results));
    if (results.isEmpty()) {
      throw new InputException(
          "%s: there are no rows of %s to fit to".formatted(measurements, spec.id()));
    }
    String name = dataSet == null ? measurements.getFileName().toString() : dataSet;
    Calibration calibration = spec.calibration().orElse(new Calibration(List.of()));
    for (FitResult result : results) {
      calibration = calibration.with(result.fit(name, date));
    }
    write(calibration);
  }

  private void told(FitResult result, List<FitResult> results) {
    terminal.say(result.summary());
    results.add(result);
  }

  private void write(Calibration calibration) {
    boolean file = device.contains("/") || device.endsWith(".yaml");
    if (dryRun || !file) {
      terminal.print(CalibrationFile.block(calibration));
    } else {
      CalibrationFile.write(
          Path.of(device), calibration, output == null ? Path.of(device) : output);
    }
  }

  private void fitDefaults(Fits fits, Measurements read) {
    Set<String> measured = Fits.generations(read);
    if (!generation.equals(Fits.ALL_GENERATIONS) && !measured.contains(generation)) {
      throw new InputException(
          "--generation: nothing was measured of '%s'%s; there are rows of %s"
              .formatted(
                  generation, NearMatch.hint(generation, measured), String.join(", ", measured)));
    }
    List<FitResult> results = new ArrayList<>();
    fits.defaults(generation, read, result -> told(result, results));
    results.forEach(result -> terminal.print(result.entries()));
  }
}
