package ridgepoint.notebook.page;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import ridgepoint.input.InputException;

/**
 * A JShell that runs in this process, so that the values of cells are at hand as objects. Cells see
 * what earlier ones declared.
 */
final class Session implements AutoCloseable {
  /** What the {@code jshell} program imports when it starts. */
  private static final List<String> IMPORTED =
      List.of(
          "java.io",
          "java.math",
          "java.net",
          "java.nio.file",
          "java.util",
          "java.util.concurrent",
          "java.util.function",
          "java.util.prefs",
          "java.util.regex",
          "java.util.stream");

  private final ValueKeeper keeper = new ValueKeeper();
  private final JShell shell;

  Session() {
    shell =
        JShell.builder()
            .executionEngine(keeper, Map.of())
            .compilerOptions("-classpath", System.getProperty("java.class.path"))
            .build();
    IMPORTED.forEach(each -> shell.eval("import " + each + ".*;"));
  }

  /**
   * What a cell left.
   *
   * @param printed on standard output
   * @param values of its expressions without a semicolon, in order
   */
  record Output(String printed, List<Object> values) {
    boolean isEmpty() {
      return printed.isBlank() && values.isEmpty();
    }
  }

  /**
   * Runs a cell.
   *
   * @param file that the cell is from, for errors
   * @param line where it starts there
   * @throws InputException when it does not compile or throws, in one line
   */
  Output run(String source, String file, int line) {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    List<Object> values = new ArrayList<>();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      StringBuilder open = new StringBuilder();
      List<String> lines = source.lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        open.append(lines.get(i)).append('\n');
        String rest = complete(open.toString(), file + ":" + (line + i), values);
        open.setLength(0);
        open.append(rest);
      }
      if (!open.toString().isBlank()) {
        throw new InputException(
            file + ":" + (line + lines.size() - 1) + ": unfinished: " + firstLine(open.toString()));
      }
    } finally {
      System.setOut(before);
    }
    return new Output(printed.toString(StandardCharsets.UTF_8), values);
  }

  /** Evaluates what is complete, line by line as the {@code jshell} program does; the rest. */
  private String complete(String source, String place, List<Object> values) {
    String rest = source;
    while (!rest.isBlank()) {
      CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      if (!next.completeness().isComplete()) {
        return rest;
      }
      boolean shown = !next.source().stripTrailing().endsWith(";");
      evaluate(next.source(), place, shown ? values : new ArrayList<>());
      rest = next.remaining();
    }
    return "";
  }

  private void evaluate(String source, String place, List<Object> values) {
    for (SnippetEvent event : shell.eval(source)) {
      if (event.causeSnippet() != null) {
        continue;
      }
      Snippet snippet = event.snippet();
      if (event.exception() != null) {
        throw new InputException(place + ": " + reason(event.exception()));
      }
      if (event.status() != Status.VALID) {
        Diag error = shell.diagnostics(snippet).filter(Diag::isError).findFirst().orElse(null);
        String message = error == null ? event.status().toString() : error.getMessage(Locale.ROOT);
        throw new InputException(
            place + ": " + message.replaceAll("\\s+", " ") + ", in: " + firstLine(source));
      }
      SubKind kind = snippet.subKind();
      if (kind == SubKind.TEMP_VAR_EXPRESSION_SUBKIND || kind == SubKind.VAR_VALUE_SUBKIND) {
        values.add(keeper.last());
      }
    }
  }

  private static String reason(JShellException thrown) {
    return thrown instanceof EvalException e
            && !e.getExceptionClassName().equals(InputException.class.getName())
        ? e.getExceptionClassName().replaceFirst(".*[.]", "") + ": " + e.getMessage()
        : String.valueOf(thrown.getMessage());
  }

  private static String firstLine(String source) {
    return source.strip().lines().findFirst().orElse("");
  }

  @Override
  public void close() {
    shell.close();
  }

  /** Runs snippets in this process and keeps the last one's value. */
  private static final class ValueKeeper implements ExecutionControlProvider {
    private Object last;

    Object last() {
      return last;
    }

    @Override
    public String name() {
      return "in this process";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
      return new DirectExecutionControl() {
        @Override
        protected String invoke(Method cell) throws Exception {
          last = cell.invoke(null);
          return "";
        }
      };
    }
  }
}
