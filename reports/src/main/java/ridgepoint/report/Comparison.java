package ridgepoint.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs that differ in a few inputs, side by side.
 *
 * @param command {@code compare} or {@code sweep}
 * @param inputs what all cases share, in a fixed order
 * @param varied names of the inputs that differ, the first varying slowest
 * @param cases in the order asked for
 */
public record Comparison(
    String version,
    String command,
    Map<String, String> inputs,
    List<String> varied,
    List<Case> cases) {
  public Comparison {
    varied = List.copyOf(varied);
    cases = List.copyOf(cases);
  }

  /** Schema name of the JSON form. */
  public String schema() {
    return "ridgepoint." + command + "/1";
  }

  /**
   * One point.
   *
   * @param values of the varied inputs, by name
   * @param result empty when the case could not be estimated
   * @param error why not, in one line; empty when there is a result
   */
  public record Case(Map<String, String> values, Optional<RunResult> result, String error) {
    public static Case of(Map<String, String> values, RunResult result) {
      return new Case(values, Optional.of(result), "");
    }

    public static Case failed(Map<String, String> values, String error) {
      return new Case(values, Optional.empty(), error);
    }

    /** The varied values in the given order, joined for a label. */
    public String label(List<String> varied) {
      return String.join(" ", varied.stream().map(name -> values.getOrDefault(name, "")).toList());
    }
  }
}
