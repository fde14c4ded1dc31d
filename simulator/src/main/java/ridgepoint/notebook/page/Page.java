package ridgepoint.notebook.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ridgepoint.input.InputException;
import ridgepoint.notebook.Chart;
import ridgepoint.notebook.Finding;
import ridgepoint.notebook.Table;

/**
 * A study that has run: text, code, and what came of the code, in order.
 *
 * @param markdown of the page
 * @param images by path relative to the page
 */
record Page(String markdown, Map<String, byte[]> images) {

  /**
   * Runs a study.
   *
   * @param name of the study: images go into a folder of that name
   * @throws InputException naming the cell that failed and why
   */
  static Page render(String name, List<String> lines) {
    StringBuilder out = new StringBuilder();
    Map<String, byte[]> images = new LinkedHashMap<>();
    List<String> silent = new ArrayList<>();
    try (Session session = new Session()) {
      for (Script.Part part : Script.parse(lines).parts()) {
        if (part instanceof Script.Text text) {
          code(out, silent);
          out.append(text.markdown()).append("\n\n");
        } else if (part instanceof Script.Code code) {
          Session.Output output = session.run(code.source(), name + ".jsh", code.line());
          silent.add(code.source());
          if (!output.isEmpty()) {
            code(out, silent);
            show(output, name, out, images);
          }
        }
      }
    }
    code(out, silent);
    return new Page(out.toString().stripTrailing() + "\n", images);
  }

  /** Code that showed nothing goes into one block with the code after it. */
  private static void code(StringBuilder out, List<String> pieces) {
    if (!pieces.isEmpty()) {
      fenced(out, "java", String.join("\n\n", pieces));
      pieces.clear();
    }
  }

  private static void show(
      Session.Output output, String folder, StringBuilder out, Map<String, byte[]> images) {
    if (!output.printed().isBlank()) {
      fenced(out, "text", output.printed().stripTrailing());
    }
    for (Object value : output.values()) {
      show(value, folder, out, images);
    }
  }

  private static void show(
      Object value, String folder, StringBuilder out, Map<String, byte[]> images) {
    if (value instanceof Chart chart) {
      String path = folder + "/" + chart.name() + ".png";
      if (images.put(path, chart.png()) != null) {
        throw new InputException("two charts are named " + chart.name());
      }
      out.append("![").append(chart.title()).append("](").append(path).append(")\n\n");
    } else if (value instanceof Table<?> table) {
      out.append(table.markdown()).append('\n');
    } else if (value instanceof Finding finding) {
      out.append("> ").append(finding.sentence().replace("\n", "\n> ")).append("\n\n");
    } else if (value != null) {
      fenced(out, "text", value.toString());
    }
  }

  private static void fenced(StringBuilder out, String language, String text) {
    out.append("```").append(language).append('\n').append(text).append("\n```\n\n");
  }
}
