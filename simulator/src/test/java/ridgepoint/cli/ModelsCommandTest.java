package ridgepoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.listing.ModelsCommand;
import ridgepoint.input.InputException;
import ridgepoint.model.library.ModelLibrary;

class ModelsCommandTest {

  private static String run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    ModelsCommand command =
        new ModelsCommand(new Terminal(new Terminal.ResultStream(out), nowhere, false, false));
    new CommandLine(command).parseArgs(arguments);
    command.run();
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theListNamesEveryModel() {
    String list = run();
    for (String id : ModelLibrary.ids()) {
      assertTrue(list.contains(id), id);
    }
  }

  @Test
  void anExplanationGivesTheParametersAsJson() throws IOException {
    JsonNode model = new ObjectMapper().readTree(run("llama-3.1-8b", "--format", "json"));
    assertEquals(8_030_261_248L, model.get("parameters").asLong());
    assertEquals(131_072, model.get("kv_cache_bytes_per_token").get("bf16").asLong());
    assertEquals(2 * 8_030_261_248L, model.get("weights_bytes").get("bf16").asLong());
    long sum = 0;
    for (JsonNode part : model.get("parameters_by_part")) {
      sum += part.asLong();
    }
    assertEquals(8_030_261_248L, sum);
  }

  @Test
  void anExplanationShowsThePublishedCount() {
    assertTrue(run("gpt2").contains("published 124439808"));
  }

  @Test
  void anUnknownModelIsAnInputError() {
    InputException error = assertThrows(InputException.class, () -> run("lama-2-7b"));
    assertTrue(error.getMessage().contains("llama-2-7b"), error.getMessage());
  }
}
