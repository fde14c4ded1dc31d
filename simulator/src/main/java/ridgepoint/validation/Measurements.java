package ridgepoint.validation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import ridgepoint.estimate.UnsupportedOperatorException;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.input.InputException;
import ridgepoint.report.Validation.Prediction;
import ridgepoint.software.SoftwareStack;
import ridgepoint.validation.family.Conditions;
import ridgepoint.validation.family.Families;
import ridgepoint.validation.family.Family;
import ridgepoint.validation.family.Measured;
import ridgepoint.validation.family.MeasurementFile;
import ridgepoint.validation.family.Question;
import ridgepoint.validation.family.Row;
import ridgepoint.validation.family.Stacks;

/** The measurement files of a directory, and predictions of their rows. */
public final class Measurements {
  private static final List<Family> FAMILIES = Families.all();

  private final List<Line> lines;
  private final Machines machines;
  private final Predictor predictor;
  private final Stacks stacks = new Stacks();

  private Measurements(List<Line> lines, Fidelity fidelity, List<DeviceSpec> own) {
    this.machines = new Machines(own);
    this.lines = List.copyOf(lines);
    this.predictor = new Predictor(fidelity);
  }

  record Line(Family family, Row row) {}

  /**
   * What became of one row.
   *
   * @param dtype as results name it
   * @param predictions one for every figure that was measured; none when the row is skipped
   * @param skipped why; empty when there are predictions
   */
  public record Outcome(
      String family,
      String device,
      String backend,
      String dtype,
      List<Prediction> predictions,
      String skipped) {}

  /** Names of the files that are read, without {@code .csv}. */
  public static List<String> families() {
    return FAMILIES.stream().map(Family::name).toList();
  }

  /**
   * Reads all files of known families in a directory.
   *
   * @param own descriptions of a user's own; rows name them by their ids
   * @throws InputException when there is none, or one is not such a file, naming file and line
   */
  public static Measurements read(Path directory, Fidelity fidelity, List<DeviceSpec> own) {
    if (!Files.isDirectory(directory)) {
      throw new InputException(directory + ": there is no such directory");
    }
    List<Line> lines = new ArrayList<>();
    for (Family family : FAMILIES) {
      Path file = directory.resolve(family.name() + ".csv");
      if (Files.exists(file)) {
        List<String> columns = new ArrayList<>(family.machineColumns());
        columns.addAll(family.columns());
        MeasurementFile.read(file, columns).forEach(row -> lines.add(new Line(family, row)));
      }
    }
    if (lines.isEmpty()) {
      throw new InputException(
          "%s: there are no measurements; files are named %s"
              .formatted(
                  directory,
                  String.join(", ", families().stream().map(name -> name + ".csv").toList())));
    }
    return new Measurements(lines, fidelity, own);
  }

  /** The family that the row of an index belongs to. */
  public String family(int index) {
    return lines.get(index).family().name();
  }

  /** How many rows there are. */
  public int rows() {
    return lines.size();
  }

  /**
   * Predicts the row of an index; may be called from many threads.
   *
   * @param change made to the device's description before
   */
  public Outcome predict(int index, UnaryOperator<DeviceSpec> change) {
    Line line = lines.get(index);
    Family family = line.family();
    Row row = line.row();
    String label = family.machine(row);
    String dtype = family.dtype(row);
    try {
      DeviceSpec device = change.apply(machines.device(label));
      List<Prediction> predictions = new ArrayList<>(1);
      for (Measured measured : family.measured(row, device)) {
        predictions.add(prediction(family, row, label, device, measured));
      }
      return outcome(family, row, label, dtype, predictions, "");
    } catch (Family.OutOfScope | UnsupportedOperatorException e) {
      return outcome(family, row, label, dtype, List.of(), e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new InputException("%s:%d: %s".formatted(row.file(), row.line(), e.getMessage()), e);
    }
  }

  /** What a fit needs of the rows that count in headline figures. */
  public Samples samples() {
    return new Samples(lines, machines, predictor, stacks);
  }

  private Prediction prediction(
      Family family, Row row, String label, DeviceSpec device, Measured measured) {
    if (measured.value() == 0) {
      throw new Family.OutOfScope("measured as 0");
    }
    Question question = Conditions.stated(machines.posed(label, measured.question()), row);
    Predictor.Answer answer;
    String unit = "s";
    SoftwareStack stack = stacks.of(row);
    if (question instanceof Question.Kernels kernels) {
      answer = predictor.kernels(kernels.withStack(stack, family, row), device, stack);
    } else if (question instanceof Question.Joules joules) {
      Question.Kernels around = joules.kernels().withStack(stack, family, row);
      answer = predictor.joules(joules.of(around), device, stack);
      unit = "J";
    } else if (question instanceof Question.Serving serving) {
      answer =
          predictor.serving(serving, machines.system(serving.machine()).withDevice(device), stack);
    } else {
      Question.Exchange exchange = (Question.Exchange) question;
      answer =
          predictor.exchange(
              exchange,
              machines.system(exchange.machine()),
              device,
              machines.hostCalls(exchange.machine())
                  * stacks.hostSeconds(exchange.software().calls()));
    }
    return new Prediction(
        family.name(),
        label,
        row.text("backend"),
        measured.dtype(),
        row.line(),
        question.shape(),
        unit,
        measured.value(),
        answer.value(),
        measured.leftOut().orElse(""),
        answer.bound(),
        answer.bytes());
  }

  private static Outcome outcome(
      Family family,
      Row row,
      String label,
      String dtype,
      List<Prediction> predictions,
      String skipped) {
    return new Outcome(family.name(), label, row.text("backend"), dtype, predictions, skipped);
  }
}
