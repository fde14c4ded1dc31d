package ridgepoint.technique;

import java.util.List;
import java.util.OptionalDouble;
import ridgepoint.quantity.Dimension;

/**
 * A published result that can be held against a prediction.
 *
 * @param statement what was claimed, in words
 * @param source table, figure or page
 * @param verified whether the source was read; a claim from memory is shown as such
 * @param metric what is compared
 * @param speedup the published ratio of the last case to the first, where only that was published
 * @param cases set-ups, the baseline first
 * @param remark what the reader must know of the set-up: software, what is not modelled; may be
 *     empty
 */
public record Claim(
    String id,
    String statement,
    String source,
    boolean verified,
    Metric metric,
    OptionalDouble speedup,
    List<Case> cases,
    String remark) {
  public Claim {
    cases = List.copyOf(cases);
  }

  /**
   * One set-up, as commands that a reader can run.
   *
   * @param commands {@code run} or {@code op} with its options; latencies of several add up
   * @param published the published value in the metric's base unit, if there is one
   */
  public record Case(String name, List<String> commands, OptionalDouble published) {
    public Case {
      commands = List.copyOf(commands);
    }
  }

  /** What is compared; values are in base SI units. */
  public enum Metric {
    TTFT("time to first token", Dimension.SECONDS, true),
    TPOT("time per output token", Dimension.SECONDS, true),
    /** TPOT, or the latency of the prefill when a case generates a single token. */
    LATENCY_PER_TOKEN("latency per token", Dimension.SECONDS, true),
    TOKENS_PER_SECOND("output tokens per second", Dimension.COUNT, false),
    /** Of a single operator. */
    LATENCY("latency", Dimension.SECONDS, true),
    /** Of a single operator. */
    OPERATIONS_PER_SECOND("operations per second", Dimension.OPERATIONS_PER_SECOND, false),
    /** Of the fullest device. */
    MEMORY("memory used", Dimension.BYTES, true);

    private final String text;
    private final Dimension dimension;
    private final boolean lowerIsBetter;

    Metric(String text, Dimension dimension, boolean lowerIsBetter) {
      this.text = text;
      this.dimension = dimension;
      this.lowerIsBetter = lowerIsBetter;
    }

    public String text() {
      return text;
    }

    public Dimension dimension() {
      return dimension;
    }

    /** How much better {@code value} is than {@code baseline}: above 1 when it is. */
    public double speedup(double baseline, double value) {
      return lowerIsBetter ? baseline / value : value / baseline;
    }
  }
}
