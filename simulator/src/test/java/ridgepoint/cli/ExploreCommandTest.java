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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExploreCommandTest {
  private static final String BASE =
      "explore --hw a100-sxm-80gb --model llama-3.2-1b --osl 2 --fidelity roofline";
  private static final String GRID =
      BASE
          + " --axis memory.hbm.bandwidth=1TB/s..4TB/s:5:log --axis batch-size=1..16x2"
          + " --minimize tpot --minimize cost";

  @TempDir Path folder;

  private String results(String name) {
    return folder.resolve(name + ".duckdb").toString();
  }

  private CommandRun explore(String line, String name) {
    CommandRun run = CommandRun.line(line + " --results " + results(name));
    assertEquals(0, run.code(), run.err());
    return run;
  }

  private JsonNode query(String name, String sql) throws IOException {
    CommandRun run = CommandRun.of("explore", "query", results(name), sql, "--format", "json");
    assertEquals(0, run.code(), run.err());
    return new ObjectMapper().readTree(run.out()).get("rows");
  }

  private String table(String name) {
    String sql = "SELECT * FROM points ORDER BY id";
    return CommandRun.of("explore", "query", results(name), sql, "--format", "csv").out();
  }

  @Test
  void aGridIsStoredWithItsFrontier() throws IOException {
    String out = explore(GRID, "grid").out();
    assertTrue(out.startsWith("25 points, 25 feasible, 0 without a result"), out);
    assertEquals(25, query("grid", "SELECT DISTINCT id FROM points").size());
    JsonNode better =
        query(
            "grid",
            "SELECT a.id FROM points a JOIN frontier f ON a.id = f.id JOIN points b ON"
                + " b.tpot_seconds < a.tpot_seconds"
                + " AND b.usd_per_million_tokens < a.usd_per_million_tokens");
    assertEquals(0, better.size(), "nothing beats a member of the frontier");
    JsonNode goals = query("grid", "SELECT * FROM goals ORDER BY position");
    assertEquals("minimize", goals.get(0).get("direction").asText());
  }

  @Test
  void theTableIsTheSameOnAnyNumberOfThreads() {
    explore(GRID + " --threads 1", "one");
    explore(GRID + " --threads 5", "five");
    assertEquals(table("one"), table("five"));
  }

  @Test
  void aFinishedRunResumesToItself() {
    explore(GRID, "whole");
    String before = table("whole");
    explore(GRID + " --resume", "whole");
    assertEquals(before, table("whole"));
    CommandRun other = CommandRun.line(GRID + " --seed 9 --resume --results " + results("whole"));
    assertEquals(2, other.code());
    assertTrue(other.err().contains("another experiment"), other.err());
  }

  @Test
  void successiveFidelityFindsTheFrontierOfTheWholeGrid() throws IOException {
    String axes =
        "explore --hw a100-sxm-80gb --model llama-3.2-1b --osl 2 --axis batch-size=1..64x2"
            + " --axis memory.hbm.bandwidth=1TB/s..4TB/s:6:log --minimize ttft --minimize area";
    explore(axes, "exhaustive");
    explore(axes + " --search successive", "successive");
    String frontier =
        "SELECT memory_hbm_bandwidth, batch_size, ttft_seconds FROM points JOIN frontier USING (id)"
            + " ORDER BY rank";
    assertEquals(query("exhaustive", frontier), query("successive", frontier));
    int dear =
        query("successive", "SELECT count(*) AS n FROM points WHERE fidelity = 'pipeline'")
            .get(0)
            .get("n")
            .asInt();
    assertTrue(dear < 42, "not all of the grid is evaluated at the dear fidelity: " + dear);
  }

  @Test
  void evolutionFindsTheFrontierAndItsPointsRepeat() {
    String evolution = GRID + " --search nsga2 --points 200 --population 20";
    String first = explore(evolution, "first").out();
    explore(evolution, "second");
    assertTrue(first.startsWith("200 points"), first);
    assertEquals(table("first"), table("second"));
  }

  @Test
  void anAxisThatScalesKeepsWhatItDoesNotScale() throws IOException {
    Path file = folder.resolve("half.yaml");
    Files.writeString(
        file,
        """
        schema: ridgepoint.experiment/1
        base: {hw: a100-sxm-80gb, model: llama-3.2-1b, osl: 2, fidelity: roofline}
        axes:
          cores: {values: [0.5, 1], scales: [compute.units, "compute.matrix.peak.*"]}
          spare: [1, 2]
        linked: {memory.hbm.capacity: "80e9 * spare"}
        derived: {tokens_per_usd: throughput / price}
        constraints: [area <= 800 mm2]
        """);
    explore("explore " + file, "half");
    JsonNode rows = query("half", "SELECT * FROM points ORDER BY id");
    assertTrue(rows.get(0).get("area_mm2").asDouble() < 700);
    assertEquals(826, rows.get(2).get("area_mm2").asDouble(), 1e-9);
    assertEquals(15000, rows.get(2).get("price_usd").asDouble(), 1e-9);
    assertEquals(160e9, rows.get(1).get("capacity_bytes").asDouble());
    assertTrue(rows.get(0).get("feasible").asBoolean());
    assertFalse(rows.get(2).get("feasible").asBoolean(), "826 is more than 800");
    assertTrue(
        rows.get(0).get("ttft_seconds").asDouble() > rows.get(2).get("ttft_seconds").asDouble());
  }

  @Test
  void allPointsAreExported() throws IOException {
    Path csv = folder.resolve("all.csv");
    Path parquet = folder.resolve("all.parquet");
    explore(GRID + " --export " + csv + " --export " + parquet, "exported");
    assertEquals(26, Files.readAllLines(csv).size());
    assertEquals(25, query("exported", "SELECT * FROM '" + parquet + "'").size());
  }

  @Test
  void aDryRunCountsAndLeavesNothing() {
    CommandRun run = CommandRun.line(GRID + " --dry-run --results " + results("none"));
    assertTrue(run.out().startsWith("25 points, about "), run.out());
    assertFalse(Files.exists(Path.of(results("none"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--axis memory.hbm.bandwith=1TB/s,2TB/s | did you mean 'bandwidth'",
        "--axis memory.hbm.bandwidth=1GB,2GB | a bandwidth is wanted",
        "--axis memory.hbm.bandwidth=4TB/s..1TB/s:5 | is empty",
        "--axis batchsize=1,2 | did you mean 'batch-size'",
        "--axis batch-size=1,x | 'x'",
        "--axis model=llama-3.2-1c | did you mean 'llama-3.2-1b'",
        "--axis batch-size= | NAME=VALUE is wanted",
        "--axis batch-size=1,2 --minimize tpott | did you mean 'tpot'",
        "--axis batch-size=1,2 --constraint tpot<=5GB | is a size",
        "--axis batch-size=1,2 --derive tpot_seconds=area | two columns",
        "--axis batch-size=1,2 --search nsga4 | did you mean 'nsga",
        "--axis batch-size=1,2 --search nsga2 | needs 1 or more objectives",
        "--axis batch-size=1,2 --engine spark | needs --master",
        "--axis batch-size=1,2 --engine sparc --master x | is not here",
        "--axis batch-size=1,2 --export x.json | .parquet or .csv",
        "--minimize tpot | nothing varies",
        "--axis hw=a101,a100-sxm-80gb | unknown hardware 'a101'",
      })
  void aWrongExperimentIsOneLineBeforeAnythingRuns(String options, String problem) {
    CommandRun run = CommandRun.line(BASE + " " + options + " --results " + results("wrong"));
    assertEquals(2, run.code(), run.out());
    assertTrue(run.err().contains(problem), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertFalse(Files.exists(Path.of(results("wrong"))), "nothing is left behind");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "schema: ridgepoint.experiment/2 | schema",
        "axis: {batch-size: [1]} | did you mean 'axes'",
        "axes: {} | at least one axis",
        "axes: {batch-size: []} | the space is empty",
        "axes: {power.limit: {from: 100 W, to: 1 kg}} | not of one kind",
        "axes: {power.limit: {from: 100 W, to: 400 W, step: 3}} | step",
        "search: {method: gird} | did you mean 'grid'",
      })
  void aWrongFileIsSaidWithItsLine(String line, String problem) throws IOException {
    String key = line.substring(0, line.indexOf(':'));
    List<String> lines =
        new ArrayList<>(
            List.of(
                "schema: ridgepoint.experiment/1",
                "base: {hw: a100-sxm-80gb, model: llama-3.2-1b}",
                "axes: {batch-size: [1, 2]}",
                line));
    if (!key.equals("search")) {
      lines.removeIf(
          each -> each.startsWith(key.equals("axis") ? "axes" : key) && !each.equals(line));
    }
    Path file = folder.resolve("wrong.yaml");
    Files.write(file, lines);
    CommandRun run = CommandRun.of("explore", file.toString());
    assertEquals(2, run.code());
    assertTrue(run.err().contains(problem) && run.err().contains("wrong.yaml:"), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
  }

  @Test
  void cyclesConfirmTheFrontierOfTheFidelityBefore() throws IOException {
    String options =
        "--hw tpu-v5e --model llama-3.2-1b --isl 64 --osl 2 --batch-size 4"
            + " --set memory.hbm.bandwidth=1.6TB/s --set power.limit=200W --fidelity cycle";
    String line =
        "explore --hw tpu-v5e --model llama-3.2-1b --isl 64 --osl 2 --batch-size 4"
            + " --axis memory.hbm.bandwidth=400GB/s,800GB/s,1.6TB/s --axis power.limit=200W,220W"
            + " --minimize tpot --minimize area --search successive --fidelities"
            + " roofline,pipeline,cycle";
    explore(line, "cycles");
    JsonNode counts =
        query(
            "cycles",
            "SELECT fidelity, count(*) AS n FROM points GROUP BY fidelity ORDER BY min(id)");
    assertEquals("roofline", counts.get(0).get("fidelity").asText());
    assertEquals(6, counts.get(0).get("n").asInt());
    JsonNode frontier =
        query(
            "cycles",
            "SELECT fidelity, tpot_seconds AS t FROM points JOIN frontier USING (id) ORDER BY"
                + " rank");
    assertEquals(counts.get(2).get("n").asInt(), frontier.size(), "all of them hold");
    assertEquals(3, frontier.size());
    assertEquals("cycle", frontier.get(0).get("fidelity").asText());
    JsonNode run =
        new ObjectMapper().readTree(CommandRun.line("run " + options + " --format json").out());
    assertEquals(run.get("tpot_s").asDouble(), frontier.get(0).get("t").asDouble());
    CommandRun dry = CommandRun.line(line + " --dry-run");
    assertTrue(dry.out().contains("at cycle ("), dry.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a100-sxm-80gb | a100-sxm-80g | 2: base.hw: | did you mean 'a100-sxm-80gb'",
        "model: | modle: | 2: base.modle: | did you mean 'model'",
        "power.limit=300W | powr.limit=300W | 2: base.set: | did you mean 'power'",
        "power.limit=300W | power.limit=300X | 2: base.set: | unknown unit 'X'",
        "hbm.bandwidth: | hbm.bandwith: | 4: axes.memory.hbm.bandwith: | did you mean 'bandwidth'",
        "2 TB/s] | 2 GB] | 4: axes.memory.hbm.bandwidth: | a bandwidth is wanted",
        "batch-size: | batchsize: | 5: axes.batchsize: | did you mean 'batch-size'",
        "compute.units | compute.unit | 6: axes.cores.scales[0]: | did you mean 'compute.units'",
        "vector.peak | vectr.peak | 6: axes.cores.scales[1]: | 'compute.vector.peak.*'",
        "l2.capacity: | l2.capacty: | 7: linked.memory.l2.capacty: | 'memory.l2.capacity'",
        "40e6 * cores | 40e6 * core | 7: linked.memory.l2.capacity: | did you mean 'cores'",
        "throughput / | througput / | 8: derived.worth: | did you mean 'throughput'",
        "tpot <= | tpott <= | 10: constraints[0]: | did you mean 'tpot'",
        "826 mm2 | 826 ms | 11: constraints[1]: | an area is wanted",
        "minimize: worth | minimize: wort | 13: objectives[0]: | did you mean 'worth'",
        "pipeline] | pipelin] | 14: search.fidelities: | did you mean 'pipeline'",
      })
  void whatIsWrongInAFileIsSaidWithLineAndKey(
      String right, String wrong, String place, String problem) throws IOException {
    String text =
        """
        schema: ridgepoint.experiment/1
        base: {hw: a100-sxm-80gb, model: llama-3.2-1b, set: [power.limit=300W]}
        axes:
          memory.hbm.bandwidth: [1 TB/s, 2 TB/s]
          batch-size: [1, 2]
          cores: {values: [0.5, 1], scales: [compute.units, "compute.vector.peak.*"]}
        linked: {memory.l2.capacity: 40e6 * cores}
        derived: {worth: throughput / price}
        constraints:
          - tpot <= 50 ms
          - area <= 826 mm2
        objectives:
          - minimize: worth
        search: {method: successive, fidelities: [roofline, pipeline]}
        """;
    assertTrue(text.contains(right), right);
    Path file = folder.resolve("wrong.yaml");
    Files.writeString(file, text.replace(right, wrong));
    CommandRun run = CommandRun.of("explore", file.toString(), "--dry-run");
    assertEquals(2, run.code(), run.out());
    assertTrue(run.err().contains("wrong.yaml:" + place), run.err());
    assertTrue(run.err().contains(problem), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
  }

  @Test
  void tornFilesAndFilesOfOthersAreRefusedAndStayAsTheyAre() throws IOException {
    explore(GRID, "torn");
    Path file = Path.of(results("torn"));
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 3));
    for (String line :
        List.of(GRID + " --resume --results " + file, "explore query " + file + " SHOW")) {
      CommandRun run = CommandRun.line(line);
      assertEquals(2, run.code(), run.out());
      assertEquals(1, run.err().lines().count(), run.err());
    }
    assertEquals(whole.length / 3, Files.size(file));
    Path text = Files.writeString(folder.resolve("text.duckdb"), "not a database at all");
    CommandRun query = CommandRun.of("explore", "query", text.toString(), "SELECT 1");
    assertTrue(query.err().contains("no whole DuckDB file"), query.err());
    CommandRun again = CommandRun.line(GRID + " --results " + text);
    assertTrue(again.err().contains("exists already"), again.err());
  }

  @Test
  void aWrongQuestionIsSaidAsDuckDbSaysIt() {
    explore(GRID, "asked");
    CommandRun run = CommandRun.of("explore", "query", results("asked"), "SELECT tpot FROM points");
    assertEquals(2, run.code());
    assertTrue(run.err().contains("\"tpot\" not found"), run.err());
  }

  @Test
  void solvingFindsTheValueThatJustMeetsATarget() throws IOException {
    String solve =
        "solve --hw a100-sxm-80gb --model llama-3.2-1b --osl 2 --batch-size 64 --fidelity roofline"
            + " --target tpot=%s --vary memory.hbm.bandwidth --format json";
    JsonNode met = new ObjectMapper().readTree(CommandRun.line(solve.formatted("2ms")).out());
    assertTrue(met.get("met").asBoolean());
    assertEquals(0.002, met.get("reached").asDouble(), 1e-8);
    CommandRun run = CommandRun.line(solve.formatted("1us"));
    assertEquals(2, run.code());
    JsonNode unmet = new ObjectMapper().readTree(run.out());
    assertFalse(unmet.get("met").asBoolean());
    assertEquals("compute", unmet.get("decode_bound").asText(), "then arithmetic binds");
  }
}
