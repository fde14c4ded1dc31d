package ridgepoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FpgaDesignCommandTest {
  @Test
  void anArrayThatFitsIsPrinted() throws IOException {
    CommandRun run = CommandRun.line("fpga --hw alveo-u280 --multiply-adds 12288 --format json");
    assertEquals(0, run.code(), run.err());
    JsonNode design = new ObjectMapper().readTree(run.out());
    assertEquals("ridgepoint.fpga/1", design.path("schema").asText());
    assertEquals(12288, design.path("multiply_adds").asLong());
    assertEquals(6144, design.path("dsps").asLong());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fpga | --hw is missing
          fpga --hw h100-sxm | an FPGA is wanted
          fpga --hw alveo-u280 --multiply-adds 20000 | its DSPs hold 18048
          fpga --hw alveo-u280 --multiply-adds 0 | must be at least 1
          fpga --hw alveo-u280 --buffer-mb 100 | block RAMs run out
          fpga --hw alveo-u280 --dtype int9 | int8
          """)
  void whatDoesNotFitIsOneLine(String line, String words) {
    CommandRun run = CommandRun.line(line);
    assertEquals(2, run.code());
    assertTrue(run.err().contains(words), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertEquals("", run.out());
  }
}
