package ridgepoint.exploration.expression;

/**
 * What is to be as small, or as large, as it can be.
 *
 * @param text of the formula, as the user wrote it
 */
public record Objective(String text, Expression value, boolean maximized) {

  /** The same for another thread. */
  public Objective copy() {
    return new Objective(text, value.copy(), maximized);
  }

  /** Smaller is better: the value, or its negative when it is to be large. */
  public double cost(double[] row) {
    double number = value.evaluate(row);
    return maximized ? -number : number;
  }

  /** {@code minimize} or {@code maximize}. */
  public String direction() {
    return maximized ? "maximize" : "minimize";
  }
}
