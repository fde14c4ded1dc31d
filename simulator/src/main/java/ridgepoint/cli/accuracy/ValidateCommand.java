package ridgepoint.cli.accuracy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ridgepoint.calibration.Calibrator;
import ridgepoint.calibration.CrossValidation;
import ridgepoint.calibration.Fitter;
import ridgepoint.cli.frame.Cases;
import ridgepoint.cli.frame.Names;
import ridgepoint.cli.frame.OutputFormat;
import ridgepoint.cli.frame.OutputOptions;
import ridgepoint.cli.frame.Progress;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.input.InputException;
import ridgepoint.report.Validation;
import ridgepoint.report.directory.OutputFile;
import ridgepoint.report.directory.ReportDirectory;
import ridgepoint.report.text.ValidationText;
import ridgepoint.simulation.Version;
import ridgepoint.validation.Accuracies;
import ridgepoint.validation.KernelSample;
import ridgepoint.validation.Measurements;

/** {@code ridgepoint validate}: predictions of every row of a set of measurements. */
@Command(
    name = "validate",
    sortOptions = false,
    description = {
      "Predicts every row of the measurement files in a directory, under the conditions they were",
      "taken in, and reports how far off the predictions are."
    },
    footerHeading = "%nHow rows were measured:%n",
    footer = {
      "  Files may have these columns; where one is missing or empty, the conditions are those of",
      "  the source that the row names (notebooks/measure writes all of them).",
      "  cache          cold (flushed before every run), warm (repeated on the same data) or",
      "                 rotating (on weight_copies copies of the weights in turn)",
      "  weight_copies  how many, with rotating",
      "  timing         graph (replayed), profiler (the kernel alone), eager (called by the host and"
          + " waited for)",
      "                 or queued (called by a host that runs ahead)",
      "  duration       burst (over before the power limit acts) or sustained (clocks have"
          + " settled)",
      "  quantisation   of gemm.csv: whether that of the activations is included (default) or"
          + " excluded",
      "  The column gpu holds a label of the published measurements or the id of a device.",
      "",
      "What the figures mean:",
      "  MAPE    mean of |predicted / measured - 1| over the scored rows; median and p90 likewise",
      "  bias    mean of predicted / measured - 1",
      "  scored  rows that count: a row flagged as a spike, or whose device or type has no",
      "          description, is skipped, and the reason is listed",
    })
public final class ValidateCommand implements Runnable {
  /** Rows that one task of a thread predicts. */
  private static final int CHUNK = 64;

  private final Terminal terminal;

  @Option(
      names = "--measurements",
      paramLabel = "DIR",
      description = "Directory with gemm.csv, attention_prefill.csv, ...: whichever are there.")
  Path measurements;

  @Option(
      names = "--fidelity",
      paramLabel = "MODEL",
      description =
          "roofline (compulsory work at peak rates), pipeline (default) or cycle (events; a second or so a row).")
  String fidelity = Fidelity.PIPELINE.id();

  @Option(
      names = "--predictions",
      paramLabel = "FILE.csv",
      description = "Also write every row with its prediction there.")
  Path predictions;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description =
          "Also write a page with parity plots and the worst rows, and all numbers, there.")
  Path report;

  @Option(
      names = "--hw",
      paramLabel = "FILE",
      description = "A description of your own; rows whose gpu is its id are of that device.")
  List<String> hardware = List.of();

  @Option(
      names = "--uncalibrated",
      description = "Predict every device as one that was never measured.")
  boolean uncalibrated;

  @Option(
      names = "--cross-validate",
      paramLabel = "K",
      description =
          "Predict every row by a calibration to the other rows of its device: K fits, each without"
              + " a K-th of the shapes. Takes minutes.")
  Integer folds;

  @Mixin OutputOptions output = new OutputOptions();

  public ValidateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    if (measurements == null) {
      throw new InputException("--measurements is missing: a directory of measurement files");
    }
    if (uncalibrated && folds != null) {
      throw new InputException("validate takes --uncalibrated or --cross-validate, not both");
    }
    if (folds != null && folds < 2) {
      throw new InputException("--cross-validate must be at least 2, got " + folds);
    }
    Validation validation = validate();
    if (predictions != null) {
      OutputFile.write(predictions, ValidationText.predictions(validation));
    }
    if (report != null) {
      ReportDirectory.write(validation, report);
    }
    output.write(
        terminal,
        switch (output.formatOr(OutputFormat.TABLE)) {
          case TABLE -> ValidationText.table(validation);
          case JSON -> ValidationText.json(validation);
          case CSV -> ValidationText.csv(validation);
        });
  }

  private Validation validate() {
    long start = System.nanoTime();
    DeviceLibrary library = new DeviceLibrary();
    Measurements read =
        Measurements.read(
            measurements,
            Names.parse("--fidelity", fidelity, Fidelity.values()),
            hardware.stream().map(library::load).toList());
    BiFunction<Integer, DeviceSpec, DeviceSpec> asPredicted = asPredicted(read);
    int chunks = (read.rows() + CHUNK - 1) / CHUNK;
    try (Progress progress = new Progress(terminal, "validate", chunks, output.quiet)) {
      List<List<Measurements.Outcome>> outcomes =
          Cases.inOrder(
              chunks, output.threads, progress, chunk -> predict(read, chunk, asPredicted));
      double seconds = (System.nanoTime() - start) * 1e-9;
      return Accuracies.of(
          Version.current(), seconds, outcomes.stream().flatMap(List::stream).toList());
    }
  }

  /** What a device is taken for when a row is predicted. */
  private BiFunction<Integer, DeviceSpec, DeviceSpec> asPredicted(Measurements read) {
    if (uncalibrated) {
      return (row, device) -> device.withCalibration(Optional.empty());
    }
    if (folds == null) {
      return (row, device) -> device;
    }
    Map<CrossValidation.Group, List<KernelSample>> groups =
        CrossValidation.groups(read.samples().kernels());
    List<CrossValidation.Group> order = List.copyOf(groups.keySet());
    Calibrator calibrator = new Calibrator(Fitter.QUICK, folds);
    try (Progress progress = new Progress(terminal, "cross-validate", order.size(), output.quiet)) {
      CrossValidation all =
          CrossValidation.joined(
              Cases.inOrder(
                  order.size(),
                  output.threads,
                  progress,
                  i -> CrossValidation.of(calibrator, order.get(i), groups.get(order.get(i)))));
      return (row, device) -> all.device(device, row, read.family(row));
    }
  }

  private static List<Measurements.Outcome> predict(
      Measurements read, int chunk, BiFunction<Integer, DeviceSpec, DeviceSpec> asPredicted) {
    int end = Math.min(read.rows(), (chunk + 1) * CHUNK);
    return IntStream.range(chunk * CHUNK, end)
        .mapToObj(row -> read.predict(row, device -> asPredicted.apply(row, device)))
        .toList();
  }
}
