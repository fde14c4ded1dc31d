package ridgepoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code explore --report} shows of what was stored. */
class ExploreReportTest {
  private static final String BASE =
      "explore --hw h100-sxm --model llama-3.1-8b --isl 128 --osl 16 --fidelity roofline --quiet ";

  @TempDir Path folder;

  private JsonNode data(String options) throws IOException {
    List<String> arguments = new ArrayList<>(Arrays.asList((BASE + options).split(" ")));
    arguments.addAll(List.of("--results", folder.resolve("r.duckdb").toString()));
    arguments.addAll(List.of("--report", report().toString()));
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    assertEquals(0, run.code(), run.err());
    Matcher data = Pattern.compile("id=\"data\">(.*?)</script>", Pattern.DOTALL).matcher(page());
    assertTrue(data.find());
    return new ObjectMapper().readTree(data.group(1));
  }

  private Path report() {
    return folder.resolve("report");
  }

  private String page() throws IOException {
    return Files.readString(report().resolve("index.html"));
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> files = Files.list(report())) {
      return new TreeSet<>(files.map(file -> file.getFileName().toString()).toList());
    }
  }

  @Test
  void cellsHoldTheBestOfTheirPointsAndDesignsSayWhatMovesThem() throws IOException {
    JsonNode data =
        data(
            "--axis memory.hbm.bandwidth=1TB/s..3TB/s:3 --axis batch-size=1,8"
                + " --minimize tpot --minimize price");
    assertEquals(6, data.get("points").size());
    JsonNode map = data.get("heatMaps").get(0);
    assertEquals(2, map.get("rows").size());
    assertEquals(3, map.get("rows").get(0).size());
    double slow = map.get("rows").get(0).get(0).doubleValue();
    double fast = map.get("rows").get(0).get(2).doubleValue();
    assertEquals(3, slow / fast, 0.01, "decode at batch 1 goes with the bandwidth");
    assertTrue(page().contains("by memory.hbm.bandwidth 1TB/s → 2TB/s (price +"), page());
    assertEquals(Set.of("index.html", "frontier.png", "heat-map.png", "parallel.png"), files());
  }

  @Test
  void aConstraintThatStandsInTheWayIsNamed() throws IOException {
    data(
        "--axis batch-size=1,8 --axis memory.hbm.bandwidth=1TB/s,2TB/s --minimize tpot"
            + " --constraint memory_hbm_bandwidth<=1.5TB/s");
    assertTrue(page().contains("memory.hbm.bandwidth 1TB/s → 2TB/s, which breaks a constraint"));
  }

  @Test
  void onePointWithoutObjectivesIsDrawn() throws IOException {
    JsonNode data = data("--axis batch-size=4");
    assertEquals(1, data.get("points").size());
    assertFalse(data.get("ranked").booleanValue());
    assertTrue(page().contains("No objectives were given"));
    assertEquals(Set.of("index.html", "frontier.png", "parallel.png"), files());
  }

  @Test
  void aTornadoHasItsLongestBarFirst() throws IOException {
    JsonNode data =
        data(
            "--axis compute.units=100,132 --axis memory.hbm.bandwidth=1TB/s..4TB/s:4"
                + " --minimize tpot --search tornado");
    JsonNode bars = data.get("sensitivities").get(0).get("bars");
    assertEquals("memory.hbm.bandwidth", bars.get(0).get("axis").textValue());
    assertTrue(bars.get(0).get("low").doubleValue() > bars.get(0).get("high").doubleValue());
    assertTrue(files().contains("tornado.png"));
  }

  @Test
  void ofASuccessiveSearchOnlyRankedPointsAreDrawn() throws IOException {
    JsonNode data =
        data(
            "--axis memory.hbm.bandwidth=1TB/s..3TB/s:3 --axis batch-size=1,8 --minimize tpot"
                + " --minimize price --search successive");
    int fidelity = 4 + 2;
    data.get("points").forEach(point -> assertEquals(1, point.get(fidelity).intValue()));
    assertTrue(data.get("points").size() >= 3 && data.get("points").size() <= 6);
  }

  @Test
  void ofManyPointsSomeAreDrawnAndThePageSaysSo() throws IOException {
    JsonNode data =
        data("--axis memory.hbm.bandwidth=1TB/s..4TB/s:1600 --axis batch-size=1,2 --minimize tpot");
    assertEquals(2501, data.get("points").size());
    assertTrue(page().contains("2501 of 3200 points are drawn"));
    assertEquals(32, data.get("heatMaps").get(0).get("rows").get(0).size());
  }

  @Test
  void aPlaceWhereNoReportCanBeIsRefusedBeforeAnythingRuns() throws IOException {
    Files.writeString(report(), "in the way");
    Path results = folder.resolve("r.duckdb");
    CommandRun run =
        CommandRun.line(
            BASE + "--axis batch-size=1,2 --results " + results + " --report " + report());
    assertEquals(2, run.code());
    assertEquals("ridgepoint: cannot write " + report() + ": it is not a directory\n", run.err());
    assertFalse(Files.exists(results));
  }
}
