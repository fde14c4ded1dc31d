package ridgepoint.execution;

import java.util.List;

/**
 * What executing a model showed.
 *
 * @param operators what ran, in the order of first execution
 * @param discrepancies operators of the graphs that did not run as often as the graphs say
 * @param comparisons logits beside those of other ways to execute the same model
 * @param tokens generated per sequence
 * @param speculation accepted and drafted tokens; empty when nothing was drafted
 * @param notes what differs from the workload as asked for
 */
public record Execution(
    List<Tally> operators,
    List<String> discrepancies,
    List<LogitsComparison> comparisons,
    List<List<Integer>> tokens,
    String speculation,
    List<String> notes) {

  /** Whether every result was within its bound, all work as the formulas say, all operators run. */
  public boolean passes() {
    return discrepancies.isEmpty()
        && operators.stream()
            .allMatch(tally -> tally.resultsAreRight() && tally.differences().isEmpty());
  }
}
