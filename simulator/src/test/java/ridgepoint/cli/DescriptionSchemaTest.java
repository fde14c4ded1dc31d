package ridgepoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ridgepoint.cli.listing.DescriptionSchema;

class DescriptionSchemaTest {
  static Stream<String> shipped() throws IOException {
    return Stream.concat(resource("index.txt").lines(), Stream.of("system/default-host.yaml"));
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void everyShippedDescriptionSatisfiesItsSchema(String name) throws IOException {
    assertEquals(List.of(), DescriptionSchema.problems(resource(name)));
  }

  /** Numbers of a calibration have the data set of their fit. */
  @ParameterizedTest
  @MethodSource("shipped")
  void everyShippedNumberHasAnOriginAndASource(String name) throws IOException {
    List<String> bare =
        resource(name)
            .lines()
            .takeWhile(line -> !line.startsWith("calibration:"))
            .filter(line -> line.matches("\\s+(?!node)\\w+: [-+.]?\\d.*"))
            .toList();
    assertEquals(List.of(), bare);
  }

  @Test
  void editorsSeeAWrongUnit() throws IOException {
    String wrong = resource("gpu/l4.yaml").replace("300 GB/s", "300 GB");
    assertFalse(DescriptionSchema.problems(wrong).isEmpty());
  }

  @Test
  void editorsSeeAnUnknownKey() throws IOException {
    String wrong = resource("gpu/l4.yaml").replace("  launch:", "  lunch:");
    assertFalse(DescriptionSchema.problems(wrong).isEmpty());
  }

  @Test
  void editorsSeeASectionOfAnotherKind() throws IOException {
    String wrong = resource("gpu/l4.yaml").replace("\ngpu:", "\ncpu:");
    assertFalse(DescriptionSchema.problems(wrong).isEmpty());
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = DescriptionSchemaTest.class.getResourceAsStream("/hw/" + name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
