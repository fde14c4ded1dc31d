package ridgepoint.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ridgepoint.calibration.CalibrationFile;
import ridgepoint.calibration.Calibrator;
import ridgepoint.calibration.Errors;
import ridgepoint.calibration.FitPlan;
import ridgepoint.calibration.Fitter;
import ridgepoint.calibration.PowerFit;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.Calibration;
import ridgepoint.hardware.DeviceKind;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;
import ridgepoint.software.SoftwareLibrary;
import ridgepoint.validation.KernelSample;
import ridgepoint.validation.Measurements;
import ridgepoint.validation.PowerSample;

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
final class CalibrateCommand implements Runnable {
  private static final String ALL = "all";

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
  List<String> families = known();

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
      description = "Most rows of a device that one stage of a fit looks at (default 300).")
  int rows = Fitter.STANDARD.mostSamples();

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "Of the optimiser, per stage of a fit (default 60).")
  int iterations = Fitter.STANDARD.iterations();

  CalibrateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    check();
    Optional<DeviceSpec> spec = Optional.ofNullable(device).map(new DeviceLibrary()::load);
    Measurements read = Measurements.read(measurements, Fidelity.PIPELINE, spec.stream().toList());
    List<KernelSample> samples = read.kernelSamples();
    List<PowerSample> power =
        families.contains(PowerFit.FAMILY) && stacks.isEmpty() ? read.powerSamples() : List.of();
    if (spec.isPresent()) {
      calibrate(spec.get(), samples, power);
    } else {
      fitDefaults(samples);
      fitPowerDefaults(power);
    }
  }

  private void check() {
    if (measurements == null) {
      throw new InputException("--measurements is missing: a directory of measurement files");
    }
    if ((device == null) == (generation == null)) {
      throw new InputException("calibrate takes either --device or --generation");
    }
    if (folds < 2 || rows < 2 || iterations < 1) {
      throw new InputException("--folds and --rows are at least 2, --iterations at least 1");
    }
    for (String family : families) {
      if (!known().contains(family)) {
        throw new InputException(
            "--family: nothing is fitted to '%s'%s; families are %s"
                .formatted(family, NearMatch.hint(family, known()), String.join(", ", known())));
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

  /** Families that parameters are fitted to. */
  private static List<String> known() {
    return Stream.concat(FitPlan.families().stream(), Stream.of(PowerFit.FAMILY)).toList();
  }

  private Calibrator calibrator() {
    return new Calibrator(new Fitter(rows, iterations), folds);
  }

  private PowerFit powerFit() {
    return new PowerFit(new Fitter(rows, iterations), folds);
  }

  private void calibrate(DeviceSpec spec, List<KernelSample> all, List<PowerSample> power) {
    if (spec.kind() != DeviceKind.GPU) {
      throw new InputException(
          "--device: calibrate fits models of GPUs, and %s is of kind %s"
              .formatted(spec.id(), spec.kind().id()));
    }
    Calibration calibration = spec.calibration().orElse(new Calibration(List.of()));
    int fits = 0;
    for (String family : families) {
      for (Map.Entry<String, List<KernelSample>> each : byStack(all, family, spec).entrySet()) {
        Calibrator.Found found = calibrator().device(FitPlan.of(family), each.getValue());
        terminal.say(summary(spec.id(), family, each.getKey(), found));
        calibration = calibration.with(fit(family, each.getKey(), found));
        fits++;
      }
    }
    List<PowerSample> own =
        power.stream().filter(sample -> sample.device().id().equals(spec.id())).toList();
    if (!own.isEmpty()) {
      Calibrator.Found found = powerFit().device(own);
      terminal.say(summary(spec.id(), PowerFit.FAMILY, Calibration.ANY_STACK, found));
      calibration = calibration.with(fit(PowerFit.FAMILY, Calibration.ANY_STACK, found));
      fits++;
    }
    if (fits == 0) {
      throw new InputException(
          "%s: there are no rows of %s to fit to".formatted(measurements, spec.id()));
    }
    write(calibration);
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

  private Calibration.Fit fit(String family, String stack, Calibrator.Found found) {
    return new Calibration.Fit(
        stack,
        family,
        dataSet == null ? measurements.getFileName().toString() : dataSet,
        date,
        found.fitted().rows(),
        fourDecimals(found.unseen().mean()),
        fourDecimals(found.unseen().median()),
        found.parameters());
  }

  private static double fourDecimals(double error) {
    return Math.rint(error * 1e4) / 1e4;
  }

  private Map<String, List<KernelSample>> byStack(
      List<KernelSample> all, String family, DeviceSpec spec) {
    return all.stream()
        .filter(sample -> sample.family().equals(family))
        .filter(sample -> sample.device().id().equals(spec.id()))
        .filter(sample -> stacks.isEmpty() || stacks.contains(sample.stack().id()))
        .collect(
            Collectors.groupingBy(
                sample -> sample.stack().kernels(), TreeMap::new, Collectors.toList()));
  }

  private void fitDefaults(List<KernelSample> all) {
    if (all.stream().noneMatch(this::wanted)) {
      throw new InputException(
          "--generation: nothing was measured of '%s'%s; there are rows of %s"
              .formatted(
                  generation,
                  NearMatch.hint(generation, generations(all)),
                  String.join(", ", generations(all))));
    }
    for (String family : families) {
      Map<String, Map<String, List<KernelSample>>> byStack = new TreeMap<>();
      for (KernelSample sample : all) {
        if (sample.family().equals(family) && wanted(sample)) {
          byStack
              .computeIfAbsent(sample.stack().kernels(), each -> new LinkedHashMap<>())
              .computeIfAbsent(sample.device().id(), each -> new ArrayList<>())
              .add(sample);
        }
      }
      byStack.forEach((stack, devices) -> fitDefaults(family, stack, devices));
    }
  }

  private static Set<String> generations(List<KernelSample> all) {
    return all.stream()
        .map(sample -> ((Architecture.Gpu) sample.device().architecture()).generation())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private boolean wanted(KernelSample sample) {
    return wanted(sample.device()) && (stacks.isEmpty() || stacks.contains(sample.stack().id()));
  }

  private boolean wanted(DeviceSpec each) {
    return each.architecture() instanceof Architecture.Gpu gpu
        && (generation.equals(ALL) || gpu.generation().equals(generation));
  }

  private void fitPowerDefaults(List<PowerSample> all) {
    Map<String, List<PowerSample>> byDevice =
        all.stream()
            .filter(sample -> wanted(sample.device()))
            .collect(
                Collectors.groupingBy(
                    sample -> sample.device().id(), TreeMap::new, Collectors.toList()));
    if (!byDevice.isEmpty()) {
      Calibrator.Found found = powerFit().defaults(List.copyOf(byDevice.values()));
      print(PowerFit.FAMILY, Calibration.ANY_STACK, byDevice.keySet(), found);
    }
  }

  private void fitDefaults(String family, String stack, Map<String, List<KernelSample>> devices) {
    Calibrator.Found found =
        calibrator().generation(FitPlan.of(family), List.copyOf(devices.values()));
    print(family, stack, devices.keySet(), found);
  }

  private void print(String family, String stack, Set<String> devices, Calibrator.Found found) {
    terminal.say(summary(String.join("+", devices), family, stack, found));
    StringBuilder text = new StringBuilder();
    String source =
        String.format(
            Locale.ROOT,
            "fit to %s rows of %s (%s); %s unseen %.1f%% mean / %.1f%% median",
            family,
            String.join(", ", devices),
            stack,
            devices.size() == 1 ? "rows" : "devices",
            100 * found.unseen().mean(),
            100 * found.unseen().median());
    found
        .parameters()
        .forEach(
            (path, value) ->
                text.append(
                    "    %s: {value: %s, source: \"%s\"}\n".formatted(path, value, source)));
    terminal.print(text.toString());
  }

  private static String summary(String what, String family, String stack, Calibrator.Found found) {
    return "%s %s %s: %d rows, before %s, fitted %s, unseen %s"
        .formatted(
            what,
            family,
            stack,
            found.fitted().rows(),
            percent(found.before()),
            percent(found.fitted()),
            percent(found.unseen()));
  }

  private static String percent(Errors errors) {
    return String.format(Locale.ROOT, "%.1f/%.1f%%", 100 * errors.mean(), 100 * errors.median());
  }
}
