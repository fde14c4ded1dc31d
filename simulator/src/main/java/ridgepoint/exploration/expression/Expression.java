package ridgepoint.exploration.expression;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.objecthunter.exp4j.ExpressionBuilder;
import net.objecthunter.exp4j.function.Function;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;

/**
 * A formula over named numbers: {@code + - * / % ^}, parentheses, {@code sqrt}, {@code log}, {@code
 * exp}, {@code min}, {@code max} and the other functions of exp4j. Keeps what it was last given, so
 * each thread needs {@link #copy one of its own}.
 */
public final class Expression {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern NUMBER_OR_NAME =
      Pattern.compile("\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?|" + NAME.pattern());

  private static final Function MIN = new Extreme("min");
  private static final Function MAX = new Extreme("max");
  private static final Set<String> FUNCTIONS =
      Set.of(
          "abs", "acos", "asin", "atan", "cbrt", "ceil", "cos", "cosh", "exp", "expm1", "floor",
          "log", "log10", "log1p", "log2", "max", "min", "pow", "signum", "sin", "sinh", "sqrt",
          "tan", "tanh", "pi", "e");

  private final String text;
  private final net.objecthunter.exp4j.Expression formula;
  private final String[] names;
  private final int[] positions;

  private static final class Extreme extends Function {
    Extreme(String name) {
      super(name, 2);
    }

    @Override
    public double apply(double... both) {
      return getName().equals("min") ? Math.min(both[0], both[1]) : Math.max(both[0], both[1]);
    }
  }

  private Expression(
      String text, net.objecthunter.exp4j.Expression formula, String[] names, int[] positions) {
    this.text = text;
    this.formula = formula;
    this.names = names;
    this.positions = positions;
  }

  /**
   * Reads a formula. Keys of descriptions and options may be written as they are, such as {@code
   * memory.hbm.bandwidth}: a name is looked up with everything between its letters as {@code _}.
   *
   * @throws InputException when it is none, or uses a name that does not exist, with the nearest
   */
  public static Expression parse(String text, Names names) {
    String formula = withPlainNames(text, names);
    Set<String> used = new LinkedHashSet<>();
    Matcher matcher = NUMBER_OR_NAME.matcher(formula);
    while (matcher.find()) {
      String name = matcher.group();
      if (NAME.matcher(name).matches()) {
        if (names.position(name).isPresent()) {
          used.add(name);
        } else if (!FUNCTIONS.contains(name)) {
          throw new InputException(
              "'%s': nothing is called '%s'%s; there are %s"
                  .formatted(
                      text,
                      name,
                      NearMatch.hint(name, names.all()),
                      String.join(", ", names.all())));
        }
      }
    }
    String[] variables = used.toArray(String[]::new);
    int[] positions = new int[variables.length];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = names.position(variables[i]).orElseThrow();
    }
    return new Expression(text, build(text, formula, used), variables, positions);
  }

  private static net.objecthunter.exp4j.Expression build(
      String text, String formula, Set<String> variables) {
    try {
      var built = new ExpressionBuilder(formula).variables(variables).functions(MIN, MAX).build();
      var checked = built.validate(false);
      if (!checked.isValid()) {
        throw new InputException(
            "'" + text + "' is no formula: " + String.join("; ", checked.getErrors()));
      }
      return built;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new InputException("'" + text + "' is no formula: " + e.getMessage(), e);
    }
  }

  /** Dotted and hyphenated names as those of tables, where there is such a one. */
  private static String withPlainNames(String text, Names names) {
    String plain = text;
    List<String> known = new ArrayList<>(names.all());
    known.sort((left, right) -> right.length() - left.length());
    for (String name : known) {
      if (name.contains("_")) {
        Pattern written =
            Pattern.compile("(?<![A-Za-z0-9_.])" + name.replace("_", "[_.-]") + "(?![A-Za-z0-9_])");
        plain = written.matcher(plain).replaceAll(name);
      }
    }
    return plain;
  }

  /** The same formula for another thread. */
  public Expression copy() {
    return new Expression(text, new net.objecthunter.exp4j.Expression(formula), names, positions);
  }

  /** Its value for a row of numbers; not a number where one it needs is not known. */
  public double evaluate(double[] row) {
    for (int i = 0; i < names.length; i++) {
      double value = row[positions[i]];
      if (Double.isNaN(value)) {
        return Double.NaN;
      }
      formula.setVariable(names[i], value);
    }
    try {
      return formula.evaluate();
    } catch (ArithmeticException e) {
      return Double.NaN; // a division by zero, which exp4j refuses
    }
  }

  /** Positions of the numbers it uses. */
  public int[] positions() {
    return positions.clone();
  }

  @Override
  public String toString() {
    return text;
  }
}
