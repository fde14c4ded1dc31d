package ridgepoint.validation.family;

import java.util.List;
import java.util.Optional;
import ridgepoint.hardware.DeviceSpec;

/**
 * A kind of measurement: one CSV file, and what each of its lines is in our own operators under the
 * conditions it was measured in.
 */
public interface Family {

  /** The name of its file without {@code .csv}. */
  String name();

  /** Columns it reads, besides those that say who measured what machine. */
  List<String> columns();

  /** Columns that say who measured what machine. */
  default List<String> machineColumns() {
    return List.of("gpu", "backend", "source");
  }

  /** The label of the device measured. */
  default String machine(Row row) {
    return row.text("gpu");
  }

  /** The data type, as results name it. */
  String dtype(Row row);

  /** What decides which small kernels the software runs beside: the data type, or more. */
  default String use(Row row) {
    return dtype(row);
  }

  /** The family whose kernels a row is about: this one, or the one that times what this weighs. */
  default String timedFamily(Row row) {
    return name();
  }

  /** The name under which a software stack says what it runs beside. */
  default String softwareUse(Row row) {
    return name() + "/" + use(row);
  }

  /** Seconds that a repetition of a loop took whose energy the row tells; nothing otherwise. */
  default Optional<Double> loopSeconds(Row row) {
    return Optional.empty();
  }

  /**
   * What was asked of the device. Most lines hold one figure.
   *
   * @throws OutOfScope when this program has nothing to predict the line with
   */
  List<Measured> measured(Row row, DeviceSpec device);

  /** A line that cannot be predicted, with the reason that the report counts it under. */
  final class OutOfScope extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A line that is counted under that reason. */
    public OutOfScope(String reason) {
      super(reason);
    }
  }
}
