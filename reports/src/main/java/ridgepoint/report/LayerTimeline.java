package ridgepoint.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ridgepoint.report.RunResult.OperatorRow;
import ridgepoint.report.RunResult.PhaseResult;

/**
 * One repetition of the block that takes most of a phase, operator after operator. Inside an
 * operator each resource is shown busy from the operator's start for as long as it is busy in all:
 * how much is known, when exactly within the operator is not.
 *
 * @param block its name
 * @param repetitions of the block in the phase
 * @param seconds of one repetition
 * @param lanes operators first, then the resources in the order in which they appear
 */
public record LayerTimeline(
    String block, double repetitions, double seconds, List<String> lanes, List<Span> spans) {
  /** The lane that shows operators themselves. */
  public static final String OPERATORS = "operators";

  public LayerTimeline {
    lanes = List.copyOf(lanes);
    spans = List.copyOf(spans);
  }

  /**
   * A stretch of time in one lane.
   *
   * @param operator name of the operator
   * @param kind of the operator
   */
  public record Span(
      String lane, String operator, String kind, double startSeconds, double seconds) {}

  /** The block with the most time; operators outside any block count as one block. */
  public static LayerTimeline of(PhaseResult phase) {
    Map<String, Double> secondsByBlock = new LinkedHashMap<>();
    phase
        .operators()
        .forEach(r -> secondsByBlock.merge(r.block(), r.latencySeconds(), Double::sum));
    String block =
        secondsByBlock.entrySet().stream()
            .max(Comparator.comparingDouble(Map.Entry::getValue))
            .map(Map.Entry::getKey)
            .orElse("");
    List<OperatorRow> rows =
        phase.operators().stream().filter(r -> r.block().equals(block) && r.count() > 0).toList();
    double repetitions = repetitions(rows);
    Set<String> lanes = new LinkedHashSet<>();
    lanes.add(OPERATORS);
    List<Span> spans = new ArrayList<>();
    double start = 0;
    for (OperatorRow row : rows) {
      double seconds = row.latencySeconds() / repetitions;
      spans.add(new Span(OPERATORS, row.name(), row.kind(), start, seconds));
      for (Map.Entry<String, Double> resource : row.resources().entrySet()) {
        double busy = Math.min(resource.getValue() / repetitions, seconds);
        if (busy > 0) {
          lanes.add(resource.getKey());
          spans.add(new Span(resource.getKey(), row.name(), row.kind(), start, busy));
        }
      }
      start += seconds;
    }
    return new LayerTimeline(
        block.isEmpty() ? "step" : block, repetitions, start, List.copyOf(lanes), spans);
  }

  /**
   * How often most of the block's time repeats: an operator may differ in the first layer or come
   * twice in each, and then has another count.
   */
  private static double repetitions(List<OperatorRow> rows) {
    Map<Double, Double> secondsByCount = new LinkedHashMap<>();
    rows.forEach(row -> secondsByCount.merge(row.count(), row.latencySeconds(), Double::sum));
    return secondsByCount.entrySet().stream()
        .max(Comparator.comparingDouble(Map.Entry::getValue))
        .map(Map.Entry::getKey)
        .orElse(1.0);
  }
}
