package ridgepoint.report;

import java.util.List;
import java.util.Map;

/**
 * One operator on a machine, from its shape alone.
 *
 * @param inputs every option as given or defaulted, in a fixed order
 * @param operator what it costs; its count is 1
 */
public record OperatorResult(
    String version,
    Map<String, String> inputs,
    RunResult.Machine machine,
    String fidelity,
    RunResult.OperatorRow operator,
    List<String> notes) {
  /** Schema name of the JSON form. */
  public static final String SCHEMA = "ridgepoint.op/1";

  public OperatorResult {
    notes = List.copyOf(notes);
  }
}
