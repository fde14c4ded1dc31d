package ridgepoint.notebook;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.input.InputException;
import ridgepoint.report.Quantity;
import ridgepoint.report.RunResult;

/**
 * What came of a question.
 *
 * @param machine as described and changed
 * @param result empty when there is none: the model does not fit, or the device lacks a type
 * @param reason why there is no result, in one line; empty when there is one
 */
public record Answer(
    Question question, SystemSpec machine, Optional<RunResult> result, String reason) {
  private static final String NONE = "-";

  public boolean works() {
    return result.isPresent();
  }

  /**
   * The result.
   *
   * @throws InputException with the reason when there is none
   */
  public RunResult run() {
    return result.orElseThrow(() -> new InputException(reason));
  }

  /** Something of the result for a table; a dash when there is none. */
  public String text(Function<RunResult, String> shown) {
    return result.map(shown).orElse(NONE);
  }

  /** A number of the result. */
  public OptionalDouble number(ToDoubleFunction<RunResult> value) {
    return result
        .map(run -> OptionalDouble.of(value.applyAsDouble(run)))
        .orElse(OptionalDouble.empty());
  }

  /** What limits a phase: {@code compute}, {@code memory}... */
  public String bound(String phase) {
    return text(run -> run.phase(phase).bound());
  }

  /** A short line for whoever looks at the value itself. */
  @Override
  public String toString() {
    String about =
        question.hardware() + ", " + question.model() + ", batch " + question.batchSize() + ": ";
    return about
        + result
            .map(
                run ->
                    "TTFT %s, TPOT %s, %s tokens/s, %s tokens/J"
                        .formatted(
                            Quantity.seconds(run.ttftSeconds()),
                            Quantity.seconds(run.tpotSeconds()),
                            Quantity.plain(run.tokensPerSecond()),
                            Quantity.plain(run.tokensPerJoule())))
            .orElse(reason);
  }
}
