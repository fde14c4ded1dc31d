package ridgepoint.notebook.page;

import java.util.ArrayList;
import java.util.List;

/**
 * A study as it is written: a JShell script whose comment lines that start in the first column are
 * Markdown, and whose other lines are code. Text ends a piece of code, and so does a blank line
 * before a line that starts in the first column.
 */
record Script(List<Part> parts) {
  private static final String COMMENT = "//";

  Script {
    parts = List.copyOf(parts);
  }

  sealed interface Part permits Text, Code {}

  /** Markdown. */
  record Text(String markdown) implements Part {}

  /**
   * A piece of code.
   *
   * @param line of the file where it starts, from 1
   */
  record Code(String source, int line) implements Part {}

  static Script parse(List<String> lines) {
    List<Part> parts = new ArrayList<>();
    List<String> open = new ArrayList<>();
    boolean text = true;
    boolean afterBlank = false;
    int start = 1;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean comment = line.startsWith(COMMENT);
      boolean flush = !line.isBlank() && !Character.isWhitespace(line.charAt(0));
      if ((!line.isBlank() && comment != text) || (!text && afterBlank && flush)) {
        close(open, text, start, parts);
        start = i + 1;
        text = comment;
      }
      open.add(comment ? line.substring(COMMENT.length()).replaceFirst("^ ", "") : line);
      afterBlank = line.isBlank();
    }
    close(open, text, start, parts);
    return new Script(parts);
  }

  private static void close(List<String> lines, boolean text, int start, List<Part> parts) {
    String joined = String.join("\n", lines).strip();
    int blank = 0;
    while (blank < lines.size() && lines.get(blank).isBlank()) {
      blank++;
    }
    lines.clear();
    if (!joined.isEmpty()) {
      parts.add(text ? new Text(joined) : new Code(joined, start + blank));
    }
  }
}
