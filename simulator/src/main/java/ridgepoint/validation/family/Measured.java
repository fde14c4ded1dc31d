package ridgepoint.validation.family;

import java.util.Optional;

/**
 * One measured figure and what it was measured of.
 *
 * @param value in SI units
 * @param leftOut why it does not count in headline figures; empty when it counts
 */
public record Measured(String dtype, double value, Optional<String> leftOut, Question question) {

  /** A figure that counts unless the row says otherwise. */
  static Measured latency(Row row, String dtype, Question question) {
    Optional<String> leftOut =
        row.textOrEmpty("flag").equals("spike")
            ? Optional.of("flagged spike: kernel-selection cliff")
            : Optional.empty();
    return new Measured(dtype, row.amount("latency_s"), leftOut, question);
  }
}
