package ridgepoint.report.text;

/** How a terminal shows a word; plain text when colour is off. */
enum Style {
  PLAIN(""),
  BOLD("1"),
  DIM("2"),
  RED("31"),
  GREEN("32"),
  YELLOW("33"),
  BLUE("34"),
  MAGENTA("35"),
  CYAN("36");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  String apply(String text, boolean colour) {
    return !colour || code.isEmpty() || text.isEmpty()
        ? text
        : "\u001b[" + code + "m" + text + "\u001b[0m";
  }

  /** The colour of what limits an operator; kinds of limit keep theirs through every table. */
  static Style ofBound(String bound) {
    return switch (bound) {
      case "compute" -> YELLOW;
      case "memory" -> CYAN;
      case "cache" -> BLUE;
      case "network", "transfer" -> MAGENTA;
      case "overhead" -> RED;
      default -> PLAIN;
    };
  }
}
