package ridgepoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AreaCommandTest {
  @TempDir Path folder;

  private static JsonNode json(String line) throws IOException {
    CommandRun run = CommandRun.line(line + " --format json");
    assertEquals(0, run.code(), run.err());
    return new ObjectMapper().readTree(run.out());
  }

  @Test
  void jsonHasUnitsThatSumToTheWhole() throws IOException {
    JsonNode json = json("area --hw mi300x --tokens-per-second 500");
    assertEquals("ridgepoint.area/1", json.get("schema").asText());
    double sum = 0;
    for (JsonNode unit : json.get("units")) {
      sum += unit.get("mm2").asDouble();
    }
    assertEquals(json.get("area_mm2").asDouble(), sum, 1e-6);
    assertEquals(115, json.get("published").get("mm2").asDouble(), 1e-9);
    JsonNode perHour = json.get("ownership_usd_per_hour");
    assertEquals(
        perHour.get("total").asDouble() / (500 * json.get("utilization").asDouble() * 3600) * 1e6,
        json.get("usd_per_million_tokens").asDouble(),
        1e-9);
  }

  @Test
  void tableShowsPublishedPartsBesideOurs() {
    CommandRun run = CommandRun.line("area --hw a100-sxm-80gb");
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("memory interface"), run.out());
    assertTrue(run.out().contains("published"), run.out());
    assertTrue(run.out().contains("826.0"), run.out());
  }

  @Test
  void aChangedDeviceIsComparedWithNoDie() throws IOException {
    JsonNode changed = json("area --hw a100-sxm-80gb --set memory.l2.capacity=80MiB");
    JsonNode base = json("area --hw a100-sxm-80gb");
    assertTrue(changed.get("published") == null);
    assertTrue(changed.get("area_mm2").asDouble() > base.get("area_mm2").asDouble());
    assertTrue(changed.get("price_usd").asDouble() > base.get("price_usd").asDouble());
  }

  @Test
  void aBatchComputesEveryLine() throws IOException {
    Path batch = folder.resolve("devices.csv");
    Files.writeString(batch, "hw,utilization\nh100-sxm,0.5\nmi210,0.9\ntpu-v4,0.7\n");
    CommandRun run = CommandRun.of("area", "--batch", batch.toString(), "--format", "csv");
    assertEquals(0, run.code(), run.err());
    assertEquals(4, run.out().lines().count());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "area                                             | --hw is missing",
        "area --hw h100-sxmm                              | did you mean",
        "area --hw alveo-u280                             | the die of a fpga is bought",
        "area --hw h100-sxm --set silicon.node=Samsung8N  | did you mean",
        "area --hw mi300x --set silicon.die.chiplets=0    | 1 to 64",
        "area --hw h100-sxm --set silicon.dye.chiplets=2  | did you mean 'die'",
        "area --hw h100-sxm --set memory.l2.capacity=99GiB | does not fit on a wafer",
        "area --hw h100-sxm --life 0                      | --life must be more than 0",
        "area --hw h100-sxm --utilization 1.2             | --utilization must be",
        "area --hw h100-sxm --tokens-per-second -3        | --tokens-per-second must be",
        "area --hw h100-sxm --electricity NaN             | --electricity must be",
        "area --hw h100-sxm --watts 0                     | --watts must be",
      })
  void wrongInputIsOneClearLine(String line, String problem) {
    CommandRun run = CommandRun.line(line.strip());
    assertEquals(2, run.code(), run.out());
    assertEquals("", run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(problem), run.err());
  }
}
