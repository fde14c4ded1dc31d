package ridgepoint.notebook.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ridgepoint.input.InputException;

class PageTest {
  private static final List<String> STUDY =
      List.of(
          "// # Title",
          "//",
          "// Text.",
          "",
          "import ridgepoint.notebook.*;",
          "",
          "int twice(int x) {",
          "",
          "  // a comment of the code",
          "  return 2 * x;",
          "}",
          "",
          "System.out.println(\"printed\");",
          "",
          "twice(20);",
          "twice(21)",
          "",
          "Finding.finding(twice(2) > 3, \"It is %d.\",",
          "    twice(2))",
          "",
          "Table.of(List.of(\"a\"), Table.left(\"name\", x -> x))",
          "// The end.");

  @Test
  void whatComesOutStandsUnderTheCodeItCameFrom() {
    assertEquals(
        """
        # Title

        Text.

        ```java
        import ridgepoint.notebook.*;

        int twice(int x) {

          // a comment of the code
          return 2 * x;
        }

        System.out.println("printed");
        ```

        ```text
        printed
        ```

        ```java
        twice(20);
        twice(21)
        ```

        ```text
        42
        ```

        ```java
        Finding.finding(twice(2) > 3, "It is %d.",
            twice(2))
        ```

        > It is 4.

        ```java
        Table.of(List.of("a"), Table.left("name", x -> x))
        ```

        | name |
        | ---- |
        | a    |

        The end.
        """,
        Page.render("study", STUDY).markdown());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "int x = \"word\"; study.jsh:3: incompatible types",
        "undefined(1); study.jsh:3: cannot find symbol",
        "int f(int x) {; study.jsh:3: unfinished",
        "throw new RuntimeException(\"boom\"); study.jsh:3: RuntimeException: boom",
        "ridgepoint.notebook.Question.of(\"gpt-2\").on(\"h100\").run(); unknown hardware 'h100'",
        "ridgepoint.notebook.Finding.finding(false, \"so\"); the numbers no longer say: so"
      })
  void codeThatFailsIsNamedByItsLine(String code, String message) {
    InputException thrown =
        assertThrows(
            InputException.class, () -> Page.render("study", List.of("// Text.", "", code)));
    assertTrue(thrown.getMessage().contains(message), thrown.getMessage());
    assertTrue(thrown.getMessage().startsWith("study.jsh:3: "), thrown.getMessage());
  }

  @Test
  void aChangedPageOrAMissingChartIsADifference(@TempDir Path folder) throws IOException {
    Page page = new Page("one\ntwo\n", java.util.Map.of("study/chart.png", new byte[] {1}));
    Path file = folder.resolve("study.md");
    assertTrue(Studies.difference(page, file).orElseThrow().contains("is missing"));
    Files.writeString(file, "one\ntwo\n");
    assertTrue(Studies.difference(page, file).orElseThrow().contains("chart.png"));
    Files.createDirectory(folder.resolve("study"));
    Files.write(folder.resolve("study/chart.png"), new byte[] {2});
    assertEquals(Optional.empty(), Studies.difference(page, file));
    Files.writeString(file, "one\n2\n");
    String difference = Studies.difference(page, file).orElseThrow();
    assertTrue(difference.endsWith("study.md:2 says '2', and now 'two'"), difference);
  }
}
