package ridgepoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ridgepoint.simulation.Version;

class RunCommandTest {
  private static final String RUN = "run --hw a100-sxm-80gb --model llama-2-7b --isl 256 --osl 80 ";

  @TempDir Path folder;

  private static CommandRun done(String line) {
    CommandRun run = CommandRun.line(line);
    assertEquals(0, run.code(), run.err());
    assertEquals("", run.err());
    return run;
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void jsonHasTheKeysScriptsRelyOn() throws IOException {
    JsonNode result = json(done(RUN + "--format json").out());
    assertEquals("ridgepoint.run/1", result.get("schema").asText());
    for (String key :
        List.of(
            "hardware",
            "model",
            "workload",
            "fidelity",
            "parameters",
            "ttft_s",
            "tpot_s",
            "tokens_per_s",
            "tokens_per_j")) {
      assertTrue(result.hasNonNull(key), key);
    }
    for (String key :
        List.of("weights_bytes", "kv_cache_bytes", "activation_bytes", "capacity_bytes", "fits")) {
      assertTrue(result.get("memory").hasNonNull(key), key);
    }
    for (String phase : List.of("prefill", "decode")) {
      JsonNode node = result.get("phases").get(phase);
      for (String key : List.of("latency_s", "energy_j", "bound", "operations", "bytes")) {
        assertTrue(node.hasNonNull(key), key);
      }
      double latency = 0;
      for (JsonNode operator : node.get("operators")) {
        for (String key :
            List.of("name", "kind", "count", "latency_s", "energy_j", "operations", "bound")) {
          assertTrue(operator.hasNonNull(key), key);
        }
        for (String role : List.of("weight", "activation", "kv_cache", "other")) {
          assertTrue(operator.get("bytes").hasNonNull(role), role);
        }
        latency += operator.get("latency_s").asDouble();
      }
      assertEquals(node.get("latency_s").asDouble(), latency, 1e-9);
    }
    assertEquals(6_738_415_616L, result.get("parameters").asLong());
  }

  @Test
  void theSameQuestionGetsTheSameBytes() {
    for (String format : List.of("json", "csv", "table")) {
      String line = RUN + "--tp 2 --format " + format;
      assertEquals(done(line).out(), done(line).out());
    }
  }

  @Test
  void aBatchAnswersInOrderOnAnyNumberOfThreads() throws IOException {
    StringBuilder csv = new StringBuilder("batch-size,isl,weight_dtype\n");
    for (int batch = 1; batch <= 20; batch++) {
      csv.append(batch).append(",").append(64 * batch).append(batch % 2 == 0 ? ",int8\n" : ",\n");
    }
    Path file = Files.writeString(folder.resolve("cases.csv"), csv);
    String line = RUN + "--batch " + file;
    String one = done(line + " --threads 1").out();
    assertEquals(one, done(line + " --threads 8").out());
    List<String> lines = one.lines().toList();
    assertEquals(20, lines.size());
    for (int i = 0; i < lines.size(); i++) {
      JsonNode workload = json(lines.get(i)).get("workload");
      assertEquals(i + 1, workload.get("batch_size").asInt());
      assertEquals(80, workload.get("output_len").asInt(), "options beside the batch hold");
      assertEquals(i % 2 == 0 ? "bf16" : "int8", workload.get("weight_dtype").asText());
    }
    String table = done(line + " --format csv").out();
    assertEquals(21, table.lines().count());
    assertTrue(table.startsWith("hardware,model,"), table);
  }

  @Test
  void aLineOfABatchSaysWhatASingleRunSays() throws IOException {
    Path file = Files.writeString(folder.resolve("cases.csv"), "tp,bs\n2,8\n");
    JsonNode line = json(done(RUN + "--batch " + file).out());
    assertEquals(json(done(RUN + "--tp 2 --bs 8 --format json").out()), line);
  }

  @Test
  void aDeviceNamedAloneBecomesANodeAndTheResultSaysSo() throws IOException {
    JsonNode result = json(done(RUN + "--tp 4 --format json").out());
    assertTrue(result.get("notes").toString().contains("4 devices joined by their"));
    assertFalse(
        done("run --hw dgx-a100 --model llama-2-7b --tp 4 --format json").out().contains("joined"));
  }

  @Test
  void outputGoesToTheFile() throws IOException {
    Path file = folder.resolve("out.json");
    assertEquals("", done(RUN + "--format json -o " + file).out());
    assertEquals(done(RUN + "--format json").out(), Files.readString(file));
  }

  @Test
  void techniquesChangeTheWorkload() throws IOException {
    JsonNode plain = json(done(RUN + "--format json").out());
    JsonNode awq = json(done(RUN + "--technique awq --format json").out());
    assertTrue(awq.get("tpot_s").asDouble() < plain.get("tpot_s").asDouble());
    assertEquals("int4", awq.get("workload").get("weight_dtype").asText());
  }

  @Test
  void everyCommandExplainsItself() {
    assertTrue(done("--help").out().contains("sweep"));
    for (String name : Commands.names()) {
      assertTrue(done(name + " --help").out().startsWith("Usage: ridgepoint " + name), name);
      assertTrue(done("help " + name).out().startsWith("Usage: ridgepoint " + name), name);
    }
    assertTrue(done("op --help").out().contains("attention"));
    assertEquals("ridgepoint " + Version.current() + "\n", done("--version").out());
  }

  private Path config(String more) throws IOException {
    return Files.writeString(
        folder.resolve("config.json"),
        """
        {"model_type": "llama", "hidden_size": 2048, "intermediate_size": 8192,
         "num_hidden_layers": 16, "num_attention_heads": 32, "num_key_value_heads": 8,
         "vocab_size": 128256, "tie_word_embeddings": true, %s}
        """
            .formatted(more));
  }

  @Test
  void aQuantisedCheckpointRunsAsItIsStored() throws IOException {
    Path file = config("\"quantization_config\": {\"quant_method\": \"awq\", \"group_size\": 128}");
    String run = "run --hw a100-sxm-80gb --isl 128 --osl 4 --format json --model " + file;
    JsonNode stored = json(done(run).out());
    assertEquals("int4", stored.at("/workload/weight_dtype").asText());
    assertEquals("bf16", stored.at("/workload/act_dtype").asText());
    assertTrue(stored.get("notes").toString().contains("as the model's file stores them"));
    double plain = json(done(run + " --dtype bf16").out()).at("/memory/weights_bytes").asDouble();
    double packed = stored.at("/memory/weights_bytes").asDouble();
    // The embedding of 263 M elements, which is the head too, stays at two bytes.
    double embedding = 2.0 * 128256 * 2048;
    assertEquals((plain - embedding) * 4.15625 / 16, packed - embedding, 0.001 * plain);
    assertEquals(
        "int8",
        json(done(run + " --weight-dtype int8").out()).at("/workload/weight_dtype").asText());
  }

  @Test
  void aHalfPrecisionCheckpointRunsInItsTypeWhereTheDeviceHasIt() throws IOException {
    Path file = config("\"torch_dtype\": \"bfloat16\"");
    String run = " --isl 128 --osl 4 --format json --model " + file;
    for (String[] expected : new String[][] {{"a100-sxm-80gb", "bf16"}, {"v100-sxm", "fp16"}}) {
      JsonNode result = json(done("run --hw " + expected[0] + run).out());
      assertEquals(expected[1], result.at("/workload/dtype").asText(), expected[0]);
    }
    config("\"torch_dtype\": \"float16\"");
    JsonNode half = json(done("run --hw a100-sxm-80gb" + run).out());
    assertEquals("fp16", half.at("/workload/dtype").asText());
  }
}
