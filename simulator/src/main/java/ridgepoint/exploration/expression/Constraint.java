package ridgepoint.exploration.expression;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ridgepoint.input.InputException;
import ridgepoint.quantity.Quantity;

/**
 * What a design has to keep: {@code area <= 826 mm2}, {@code tpot <= 50 ms}, {@code power_watts < 2
 * * idle}, or {@code fits}. What cannot be compared because a number is not known is not kept.
 *
 * @param text as the user wrote it
 * @param left side
 * @param comparison between the sides
 * @param right side
 */
public record Constraint(String text, Expression left, Comparison comparison, Expression right) {
  /** A number, with or without a unit. */
  private static final Pattern QUANTITY =
      Pattern.compile(
          "[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?\\s*(?:[A-Za-z%][A-Za-z0-9/%]*)?");

  private static final Pattern SIDES = Pattern.compile("(.+?)(<=|>=|==|<|>)(.+)");

  /** How two numbers compare. */
  public enum Comparison {
    AT_MOST("<="),
    AT_LEAST(">="),
    EQUAL("=="),
    LESS("<"),
    MORE(">");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    static Comparison of(String sign) {
      for (Comparison comparison : values()) {
        if (comparison.sign.equals(sign)) {
          return comparison;
        }
      }
      throw new IllegalArgumentException(sign);
    }
  }

  /**
   * Reads a constraint. A quantity with a unit on the right is taken in the unit of the number on
   * the left.
   *
   * @throws InputException when it is none, names what does not exist, or has a wrong unit
   */
  public static Constraint parse(String text, Names names) {
    String whole = text.strip().equals("fits") ? "fits >= 1" : text.strip();
    Matcher sides = SIDES.matcher(whole);
    if (!sides.matches()) {
      throw new InputException(
          "'" + text + "' is no constraint; wanted is such as 'tpot <= 50 ms' or 'fits'");
    }
    Expression left = Expression.parse(sides.group(1).strip(), names);
    Expression right = Expression.parse(plain(sides.group(3).strip(), left, names), names);
    return new Constraint(text.strip(), left, Comparison.of(sides.group(2)), right);
  }

  /** A quantity as a number in the unit of what it is compared with; anything else as it is. */
  private static String plain(String text, Expression left, Names names) {
    int[] used = left.positions();
    boolean single = used.length == 1 && names.position(simple(left)).isPresent();
    if (single && names.unit(used[0]).isPresent() && QUANTITY.matcher(text).matches()) {
      Names.Unit unit = names.unit(used[0]).get();
      return Double.toString(Quantity.parse(text, unit.dimension()) / unit.factor());
    }
    return text;
  }

  private static String simple(Expression expression) {
    return expression.toString().strip().replaceAll("[^A-Za-z0-9]+", "_");
  }

  /** The same for another thread. */
  public Constraint copy() {
    return new Constraint(text, left.copy(), comparison, right.copy());
  }

  /** How far a row is from keeping it, relative to what is allowed; 0 when it is kept. */
  public double violation(double[] row) {
    double value = left.evaluate(row);
    double bound = right.evaluate(row);
    if (Double.isNaN(value) || Double.isNaN(bound)) {
      return Double.MAX_VALUE;
    }
    boolean kept =
        switch (comparison) {
          case AT_MOST -> value <= bound;
          case AT_LEAST -> value >= bound;
          case EQUAL -> value == bound;
          case LESS -> value < bound;
          case MORE -> value > bound;
        };
    double scale = Math.max(Math.abs(bound), Double.MIN_NORMAL);
    return kept ? 0 : Math.max(Double.MIN_NORMAL, Math.abs(value - bound) / scale);
  }
}
