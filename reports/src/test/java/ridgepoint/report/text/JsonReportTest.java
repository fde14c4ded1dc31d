package ridgepoint.report.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ridgepoint.report.Examples;
import ridgepoint.report.RunResult;
import ridgepoint.report.RunResult.OperatorRow;

class JsonReportTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void runHasEveryKeyOfTheContract() throws Exception {
    RunResult result = Examples.run();
    JsonNode json = MAPPER.readTree(JsonReport.run(result));
    assertEquals("ridgepoint.run/1", json.get("schema").asText());
    assertEquals("h100-sxm", json.get("hardware").asText());
    assertEquals("llama-3.1-8b", json.get("model").asText());
    assertEquals("pipeline", json.get("fidelity").asText());
    assertEquals(1024, json.at("/workload/input_len").asInt());
    assertTrue(json.at("/workload/batch_size").isIntegralNumber());
    for (String key : List.of("parameters", "ttft_s", "tpot_s", "tokens_per_s", "tokens_per_j")) {
      assertTrue(json.get(key).isNumber(), key);
    }
    for (String key :
        List.of("weights_bytes", "kv_cache_bytes", "activation_bytes", "capacity_bytes")) {
      assertTrue(json.get("memory").get(key).isNumber(), key);
    }
    assertTrue(json.at("/memory/fits").isBoolean());
    for (String phase : List.of("prefill", "decode")) {
      JsonNode body = json.get("phases").get(phase);
      for (String key : List.of("latency_s", "energy_j", "operations", "bytes")) {
        assertTrue(body.get(key).isNumber(), key);
      }
      assertTrue(body.get("bound").isTextual());
      for (JsonNode row : body.get("operators")) {
        for (String key : List.of("count", "latency_s", "energy_j", "operations")) {
          assertTrue(row.get(key).isNumber(), key);
        }
        for (String key : List.of("name", "kind", "bound")) {
          assertTrue(row.get(key).isTextual(), key);
        }
        for (String key : List.of("weight", "activation", "kv_cache", "other")) {
          assertTrue(row.get("bytes").get(key).isNumber(), key);
        }
      }
    }
  }

  @Test
  void numbersReadBackAsTheVerySameDoubles() throws Exception {
    RunResult result = Examples.run();
    JsonNode json = MAPPER.readTree(JsonReport.run(result));
    assertEquals(result.ttftSeconds(), json.get("ttft_s").doubleValue());
    assertEquals(result.tokensPerJoule(), json.get("tokens_per_j").doubleValue());
    JsonNode rows = json.at("/phases/decode/operators");
    List<OperatorRow> expected = result.phase("decode").operators();
    assertEquals(expected.size(), rows.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i).latencySeconds(), rows.get(i).get("latency_s").doubleValue());
      assertEquals(expected.get(i).bytes().weight(), rows.get(i).at("/bytes/weight").doubleValue());
    }
  }

  @Test
  void aLineIsTheSameResultOnOneLine() throws Exception {
    String line = JsonReport.runLine(Examples.run());
    assertFalse(line.contains("\n"));
    assertEquals(MAPPER.readTree(JsonReport.run(Examples.run())), MAPPER.readTree(line));
  }

  @Test
  void anOperatorHasBytesAsOneNumberAndSaysWhereTheTimeGoes() throws Exception {
    JsonNode json = MAPPER.readTree(JsonReport.operator(Examples.operator()));
    assertEquals(3 * 2 * 4096.0 * 4096, json.get("bytes").doubleValue());
    assertEquals(2 * Math.pow(4096, 3), json.get("operations").doubleValue());
    assertTrue(json.get("tiling").isTextual());
    double parts = 0;
    for (JsonNode part : json.get("parts")) {
      parts += part.doubleValue();
    }
    assertEquals(json.get("latency_s").doubleValue(), parts, 1e-12);
  }

  @Test
  void aComparisonKeepsCasesInOrderAndNamesTheOneThatFailed() throws Exception {
    JsonNode json = MAPPER.readTree(JsonReport.comparison(Examples.compare()));
    assertEquals("ridgepoint.compare/1", json.get("schema").asText());
    assertEquals(5, json.get("cases").size());
    assertEquals("a100-sxm-80gb", json.at("/cases/1/values/hw").asText());
    assertTrue(json.at("/cases/4/error").asText().contains("16.0 GB"));
    assertTrue(json.at("/cases/4/ttft_s").isMissingNode());
  }

  @Test
  void theDefaultLocaleDoesNotMatter() {
    String expected = JsonReport.run(Examples.run()) + TableReport.PLAIN.run(Examples.run());
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR-u-nu-arab"));
      assertEquals(
          expected, JsonReport.run(Examples.run()) + TableReport.PLAIN.run(Examples.run()));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void whatIsNotANumberBecomesNull() throws Exception {
    String line = JsonText.line(json -> json.put("x", Double.NaN).put("y", 1e-7).put("z", 3.0));
    assertEquals("{\"x\":null,\"y\":0.0000001,\"z\":3}", line);
  }

  @Test
  void aFailedCaseOfABatchIsALineThatSaysWhy() throws Exception {
    JsonNode json =
        MAPPER.readTree(
            JsonReport.errorLine(RunResult.SCHEMA, Map.of("hw", "h10"), "unknown device \"h10\""));
    assertEquals("unknown device \"h10\"", json.get("error").asText());
  }
}
