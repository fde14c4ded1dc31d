package ridgepoint.execution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ridgepoint.operator.Operator;
import ridgepoint.verification.Verification;

/** All executions of the operators of one name. */
public final class Tally {
  private static final int DIFFERENCES_KEPT = 3;

  private final String name;
  private final String kernel;
  private final Map<Operator, Integer> executions = new LinkedHashMap<>();
  private final List<String> differences = new ArrayList<>();
  private double maximumError;
  private double relativeError;
  private double bound;
  private double errorOverBound;

  Tally(String name, String kernel) {
    this.name = name;
    this.kernel = kernel;
  }

  void add(Operator operator, Verification verification) {
    executions.merge(operator, 1, Integer::sum);
    maximumError = Math.max(maximumError, verification.maximumError());
    relativeError = Math.max(relativeError, verification.relativeError());
    bound = Math.max(bound, verification.bound());
    errorOverBound = Math.max(errorOverBound, verification.errorOverBound());
    for (String difference : verification.differences()) {
      if (differences.size() < DIFFERENCES_KEPT) {
        differences.add(operator.shape() + ": " + difference);
      }
    }
  }

  /** What the model calls the operators. */
  public String name() {
    return name;
  }

  /** The tile program that computed them. */
  public String kernel() {
    return kernel;
  }

  /** The operators with how often each was executed, over all devices. */
  public Map<Operator, Integer> executions() {
    return new LinkedHashMap<>(executions);
  }

  /** Executions over all devices. */
  public int count() {
    return executions.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Largest difference from the oracle. */
  public double maximumError() {
    return maximumError;
  }

  /** Largest difference over the largest magnitude of the same output. */
  public double relativeError() {
    return relativeError;
  }

  /** Largest difference that rounding allows at any element. */
  public double bound() {
    return bound;
  }

  /** Largest quotient of a difference and what rounding allows at that element. */
  public double errorOverBound() {
    return errorOverBound;
  }

  public boolean resultsAreRight() {
    return errorOverBound <= 1;
  }

  /** Where counted work was not the operator's formula. */
  public List<String> differences() {
    return List.copyOf(differences);
  }
}
