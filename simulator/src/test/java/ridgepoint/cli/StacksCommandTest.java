package ridgepoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ridgepoint.cli.listing.DescriptionSchema;

class StacksCommandTest {
  private static final String RUN =
      "run --hw h100-sxm --model llama-3.1-8b --osl 16 --format json --stack ";

  @TempDir Path folder;

  private static String shipped(String id) throws IOException {
    try (InputStream stream =
        StacksCommandTest.class.getResourceAsStream("/ridgepoint/stacks/" + id + ".yaml")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("mine.yaml"), text);
  }

  @Test
  void listNamesEveryStack() throws IOException {
    JsonNode list = new ObjectMapper().readTree(CommandRun.line("stacks --format json").out());
    assertEquals("ridgepoint.stacks/1", list.path("schema").asText());
    assertEquals(
        List.of(
            "tensorrt-llm",
            "tensorrt-llm-1.3.0rc17",
            "tensorrt-llm-gen",
            "vllm",
            "vllm-0.22",
            "vllm-0.24",
            "sglang",
            "sglang-trtllm-mha",
            "pytorch-eager",
            "ideal"),
        list.path("stacks").findValuesAsText("id"));
  }

  @Test
  void explanationSaysWhatIsFused() {
    String text = CommandRun.line("stacks vllm").out();
    assertTrue(text.contains("fused     qkv_projection"), text);
    assertTrue(text.contains("apart     cache_write"), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tensorrt-llm",
        "tensorrt-llm-gen",
        "vllm",
        "sglang",
        "sglang-trtllm-mha",
        "pytorch-eager",
        "ideal"
      })
  void everyShippedStackSatisfiesTheSchema(String id) throws IOException {
    assertEquals(List.of(), DescriptionSchema.problems(shipped(id)));
  }

  @Test
  void checkAcceptsACopyOfAShippedStack() throws IOException {
    CommandRun run = CommandRun.line("stacks --check " + file(shipped("sglang")));
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("valid (sglang, SGLang)"), run.out());
  }

  @Test
  void checkNamesFileLineAndTheNearestKey() throws IOException {
    Path wrong = file(shipped("vllm").replace("  rotary:", "  rotory:"));
    CommandRun run = CommandRun.line("stacks --check " + wrong);
    assertEquals(2, run.code());
    assertTrue(run.err().matches("(?s).*mine.yaml:\\d+: fusion.rotory: .*rotary.*"), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
  }

  @Test
  void anUnknownStackNamesTheNearest() {
    CommandRun run = CommandRun.line(RUN + "vlm");
    assertEquals(2, run.code());
    assertTrue(run.err().contains("vllm"), run.err());
  }

  @Test
  void aStackChangesTheKernelsOfAModel() {
    String ideal = CommandRun.line(RUN + "ideal").out();
    String served = CommandRun.line(RUN + "vllm").out();
    assertTrue(ideal.contains("\"q_proj\"") && !ideal.contains("\"qkv_proj\""), ideal);
    assertTrue(served.contains("\"qkv_proj\"") && !served.contains("\"q_proj\""), served);
    assertTrue(served.contains("\"stack\" : \"vllm\""), served);
  }

  @Test
  void anEagerHostIsWaitedForAndAGraphIsNot() {
    assertTrue(CommandRun.line(RUN + "pytorch-eager").out().contains("\"name\" : \"host\""));
    assertFalse(CommandRun.line(RUN + "ideal").out().contains("\"name\" : \"host\""));
  }

  @Test
  void aStackOfOnesOwnRunsAModel() throws IOException {
    Path own = file(shipped("vllm").replace("cache_write: false", "cache_write: true"));
    CommandRun run = CommandRun.line(RUN + own);
    assertEquals(0, run.code(), run.err());
    assertFalse(run.out().contains("\"cache_write\""), run.out());
  }
}
