package ridgepoint.exploration.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class ExperimentTextTest {
  private static final String EXPERIMENT =
      """
schema: ridgepoint.experiment/1
name: everything
base: {hw: a100-sxm-80gb, model: gpt3-175b, batch-size: 8, set: [power.limit=300W, memory.hbm.capacity=96GB]}
axes:
  memory.hbm.bandwidth: {from: 900 GB/s, to: 8 TB/s, points: 25, scale: log}
  batch-size: 1..64x2
  weight-dtype: [bf16, int4]
  cores: {values: [0.5, 1], scales: ["compute.matrix.peak.*"]}
linked: {memory.l2.capacity: 40e6 * cores}
derived: {tokens_per_usd: throughput / price}
constraints: [area <= 826 mm2, fits]
objectives:
  - minimize: tpot
  - maximize: tokens_per_usd
search: {method: nsga2, evaluations: 5000, population: 60, seed: 4}
""";

  private static JsonSchema schema() throws IOException {
    try (InputStream stream =
        ExperimentTextTest.class.getResourceAsStream(
            "/ridgepoint/exploration/experiment.schema.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(stream);
    }
  }

  @Test
  void whatIsWrittenIsReadAsTheSame() {
    Experiment experiment = ExperimentReader.read("x", EXPERIMENT);
    assertEquals(experiment, ExperimentReader.read("y", ExperimentText.of(experiment)));
    assertEquals(5000, experiment.search().points());
    assertEquals("8000GB/s", experiment.axes().get(0).values().at(24));
    assertEquals(7, experiment.axes().get(1).values().count());
  }

  @Test
  void theSchemaAllowsWhatTheReaderTakesAndRefusesOtherKeys() throws IOException {
    ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
    JsonNode whole = yaml.readTree(EXPERIMENT);
    assertEquals("[]", schema().validate(whole).toString());
    JsonNode written =
        new ObjectMapper().readTree(ExperimentText.of(ExperimentReader.read("x", EXPERIMENT)));
    assertEquals("[]", schema().validate(written).toString());
    JsonNode wrong = yaml.readTree(EXPERIMENT.replace("derived:", "derivd:"));
    assertFalse(schema().validate(wrong).isEmpty());
  }
}
