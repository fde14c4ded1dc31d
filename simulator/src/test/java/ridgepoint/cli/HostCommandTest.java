package ridgepoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostCommandTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "host --runs 0                     | --runs must be between 1 and 1000, got 0",
        "host --runs many                  | 'many' is not a whole number",
        "host --write machine.txt          | ends in .yaml",
        "host --write no/such/folder/m.yaml | no/such/folder",
        "host --format yaml                | there are table, json, csv",
        "host --wrte m.yaml                | did you mean '--write'",
      })
  void wrongInputIsOneLineAndNothingIsMeasured(String line, String expected) {
    CommandRun run = CommandRun.line(line.strip());
    assertEquals(2, run.code());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(expected), run.err());
    assertEquals("", run.out());
  }
}
