package ridgepoint.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One operator on a machine, from its shape alone.
 *
 * @param inputs every option as given or defaulted, in a fixed order
 * @param operator what it costs; its count is 1
 * @param executed what computing it showed, if it was computed
 */
public record OperatorResult(
    String version,
    Map<String, String> inputs,
    RunResult.Machine machine,
    String fidelity,
    RunResult.OperatorRow operator,
    List<String> notes,
    Optional<ExecutedTiles> executed) {
  /** Schema name of the JSON form. */
  public static final String SCHEMA = "ridgepoint.op/1";

  public OperatorResult {
    notes = List.copyOf(notes);
  }

  /** One that was timed only. */
  public OperatorResult(
      String version,
      Map<String, String> inputs,
      RunResult.Machine machine,
      String fidelity,
      RunResult.OperatorRow operator,
      List<String> notes) {
    this(version, inputs, machine, fidelity, operator, notes, Optional.empty());
  }

  /** The same with what computing it showed. */
  public OperatorResult withExecuted(Optional<ExecutedTiles> other) {
    return new OperatorResult(version, inputs, machine, fidelity, operator, notes, other);
  }
}
