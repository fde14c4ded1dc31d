package ridgepoint.report;

import java.util.List;

/**
 * The same operators under several models, side by side.
 *
 * @param fidelities names of the models, from the coarsest to the closest
 */
public record FidelityComparison(
    String version, String hardware, List<String> fidelities, List<Row> rows) {
  /** Schema name of the JSON form. */
  public static final String SCHEMA = "ridgepoint.fidelity-comparison/1";

  public FidelityComparison {
    fidelities = List.copyOf(fidelities);
    rows = List.copyOf(rows);
  }

  /**
   * An operator.
   *
   * @param phase such as {@code prefill}; empty for an operator on its own
   * @param latencySeconds by fidelity, of all its executions in the phase
   * @param bounds what limits it, by fidelity
   */
  public record Row(
      String phase,
      String operator,
      String shape,
      List<Double> latencySeconds,
      List<String> bounds) {
    public Row {
      latencySeconds = List.copyOf(latencySeconds);
      bounds = List.copyOf(bounds);
    }
  }
}
