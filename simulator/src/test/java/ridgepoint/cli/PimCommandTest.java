package ridgepoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

class PimCommandTest {
  @TempDir Path folder;

  private static JsonNode json(String line) throws IOException {
    CommandRun run = CommandRun.line(line + " --format json");
    assertEquals(0, run.code(), run.err());
    return new ObjectMapper().readTree(run.out());
  }

  @Test
  void aProductOnHbmPimLosesFromThreeVectorsOn() throws IOException {
    String gemv = "pim gemv --hw hbm-pim-aquabolt --out-dim 4096 --in-dim 1024 --batch-size ";
    JsonNode two = json(gemv + 2);
    assertEquals(3, two.get("break_even_batch").asInt());
    assertTrue(two.get("pim_cycles").asLong() < two.get("host_cycles").asLong());
    JsonNode three = json(gemv + 3);
    assertTrue(three.get("pim_cycles").asLong() > three.get("host_cycles").asLong());
    assertTrue(three.get("energy_j").asDouble() > 0);
    assertTrue(three.get("commands").get("fences").asLong() > 0);
  }

  /** The products are of numbers below 1: fp16 sums of 16 of them are that close. */
  @Test
  void theCommandsThatAreTimedAlsoMultiply() throws IOException {
    JsonNode run = json("pim gemv --hw hbm-pim-aquabolt --out-dim 4096 --in-dim 256 --execute");
    double error = run.get("largest_error").asDouble();
    assertTrue(error > 0 && error < 0.02, () -> "error " + error);
  }

  @ParameterizedTest
  @CsvSource({
    "hbm-pim-aquabolt, fp16, units mode refresh",
    "attacc-hbm3, fp16, units softmax",
    "gddr6-aim, bf16, units global buffer results",
    "upmem-2560, int32, bank thread 0"
  })
  void aTimelineHasALaneForWhatWorks(String device, String type, String lanes) throws IOException {
    Path file = folder.resolve(device + ".json");
    String kernel = lanes.contains("softmax") ? "attention" : "gemv";
    String shape =
        kernel.equals("gemv")
            ? " --out-dim 4096 --in-dim 1024"
            : " --heads 40 --keys 64 --head-dim 64";
    JsonNode run =
        json("pim " + kernel + " --hw " + device + shape + " --dtype " + type + " --trace " + file);
    JsonNode events = new ObjectMapper().readTree(file.toFile()).get("traceEvents");
    StringBuilder names = new StringBuilder();
    double end = 0;
    for (JsonNode event : events) {
      if (event.path("name").asText().equals("thread_name")) {
        names.append(event.at("/args/name").asText()).append(' ');
      }
      end = Math.max(end, event.path("ts").asDouble() + event.path("dur").asDouble());
    }
    for (String lane : lanes.split(" ")) {
      assertTrue(names.toString().contains(lane), names.toString());
    }
    double microseconds = run.get("pim_seconds").asDouble() * 1e6;
    assertTrue(end > 0 && end < 1.1 * microseconds, end + " of " + microseconds);
  }

  @Test
  void aBatchRunsEveryLine() throws IOException {
    Path batch = folder.resolve("runs.csv");
    Files.writeString(batch, "out-dim,batch-size\n131072,1\n262144,2\n");
    CommandRun run =
        CommandRun.of("pim", "relu", "--hw", "hbm-pim-aquabolt", "--batch", batch.toString());
    assertEquals(0, run.code(), run.err());
    assertEquals(2, run.out().lines().count());
  }

  /** Scores and weighted sum in the banks; the softmax where there are units for it. */
  @Test
  void attentionRunsOnEveryMake() throws IOException {
    for (String device :
        new String[] {"hbm-pim-aquabolt", "attacc-hbm3", "gddr6-aim", "upmem-2560"}) {
      JsonNode run = json("pim attention --heads 32 --keys 512 --hw " + device);
      assertTrue(run.get("pim_cycles").asLong() > 0, device);
      assertEquals(!device.equals("attacc-hbm3"), run.has("softmax_seconds"), device);
    }
  }

  @Test
  void aProcessorsRatesAreThoseOfItsPipeline() throws IOException {
    JsonNode one = json("pim arithmetic --hw upmem-2560 --tasklets 1");
    assertEquals(1 / 11.0, one.get("instructions_per_cycle").asDouble(), 1e-3);
    JsonNode read = json("pim transfers --hw upmem-2560 --bytes 64 --direction write");
    assertTrue(read.get("bytes_per_s").asDouble() < 700e6);
    assertEquals(0, json("pim stream --hw upmem-2560").get("transfers").asLong());
  }

  @Test
  void aWholeModelRunsAtCycleFidelity() throws IOException {
    String run = "run --hw hbm-pim-aquabolt --model tiny-llama-test --isl 8 --osl 2 --dtype fp16";
    CommandRun cycle = CommandRun.line(run + " --fidelity cycle");
    assertEquals(0, cycle.code(), cycle.err());
    assertFalse(cycle.out().isBlank());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pim gemw --hw hbm-pim-aquabolt                               | did you mean 'gemv'",
        "pim gemv --out-dim 8 --in-dim 8                              | --hw is missing",
        "pim gemv --hw hbm-pim-aquabot --out-dim 8 --in-dim 8         | did you mean",
        "pim gemv --hw h100-sxm --out-dim 8 --in-dim 8                | is a gpu",
        "pim gemv --hw hbm-pim-aquabolt --out-dim 8                   | --in-dim is missing",
        "pim gemv --hw hbm-pim-aquabolt --out-dim 0 --in-dim 8        | between 1 and",
        "pim gemv --hw hbm-pim-aquabolt --out-dim x --in-dim 8        | --out-dim",
        "pim gemv --hw hbm-pim-aquabolt --out-dim 8 --in-dim 8 --dtype fp32 | fp16, not fp32",
        "pim gemv --hw hbm-pim-aquabolt --out-dim 9999999 --in-dim 9999 | reaches 4096",
        "pim gemv --hw upmem-2560 --out-dim 8 --in-dim 8 --execute   | is no HBM-PIM",
        "pim gemv --hw hbm-pim-aquabolt --out-dim 8 --in-dim 8 --execute | inputs by 256",
        "pim gemv --hw gddr6-aim --out-dim 8 --in-dim 8 --no-power-limit | does not limit",
        "pim relu --hw attacc-hbm3 --out-dim 8                        | belongs on its host",
        "pim add --hw hbm-pim-aquabolt --out-dim 8 --in-dim 9         | they are the same",
        "pim attention --hw attacc-hbm3 --heads 8 --kv-heads 3 --keys 9 | does not divide",
        "pim attention --hw attacc-hbm3 --heads 8 --keys 9 --max-keys 8 | is below",
        "pim transfers --hw upmem-2560 --bytes 9                      | by eights",
        "pim transfers --hw attacc-hbm3                               | no processors",
        "pim stream --hw upmem-2560 --kernel copi                     | did you mean 'copy'",
        "pim arithmetic --hw upmem-2560 --tasklets 25                 | between 1 and 24",
        "pim gemv --hw attacc-hbm3 --set pim.engine.placement=roof --out-dim 8 --in-dim 8 | bank",
      })
  void whatCannotRunIsRefusedInOneLine(String line, String expected) {
    CommandRun run = CommandRun.line(line.strip());
    assertEquals(2, run.code(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(expected), run.err());
  }
}
