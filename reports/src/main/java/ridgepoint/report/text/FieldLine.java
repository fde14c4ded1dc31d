package ridgepoint.report.text;

import java.util.Map;

/** A line of a name, a value and perhaps a bar. */
final class FieldLine {
  private static final int BAR_WIDTH = 40;

  /** Column of the values after the indent, where names are short. */
  private static final int LABEL_WIDTH = 13;

  private FieldLine() {}

  /** Adds a line: the name, then the value in a column of its own. */
  static void field(StringBuilder out, String name, String value) {
    field(out, name, LABEL_WIDTH, value);
  }

  /** The same with the value at another column. */
  static void field(StringBuilder out, String name, int width, String value) {
    out.append("  ").append(name).append(" ".repeat(Math.max(1, width - name.length())));
    out.append(value.stripTrailing()).append('\n');
  }

  /** Wide enough for the longest of names, so that values stand under each other. */
  static int labelWidth(Map<String, ?> named) {
    return named.keySet().stream()
        .mapToInt(name -> name.length() + 1)
        .reduce(LABEL_WIDTH, Math::max);
  }

  /** To the right of a column of that width. */
  static String pad(String text, int width) {
    return " ".repeat(Math.max(0, width - 2 - text.length())) + text + "  ";
  }

  /** A bar of eighths, so that small shares still show. */
  static String bar(double share) {
    long eighths = Math.round(Math.max(0, Math.min(1, share)) * BAR_WIDTH * 8);
    String full = "█".repeat((int) (eighths / 8));
    String part =
        eighths % 8 == 0 ? "" : "▏▎▍▌▋▊▉".substring((int) (eighths % 8) - 1, (int) (eighths % 8));
    return full + part;
  }
}
