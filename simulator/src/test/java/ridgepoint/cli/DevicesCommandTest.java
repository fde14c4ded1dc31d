package ridgepoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ridgepoint.cli.frame.Terminal;

class DevicesCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir Path folder;

  @Test
  void listNamesEveryDeviceAndSystem() throws IOException {
    assertEquals(0, run("devices", "--format", "json"));
    JsonNode list = new ObjectMapper().readTree(text(out));
    assertEquals("ridgepoint.devices/1", list.path("schema").asText());
    assertTrue(list.path("devices").size() >= 41);
    assertTrue(list.path("systems").size() >= 8);
  }

  @Test
  void explanationGivesValueOriginAndSource() {
    assertEquals(0, run("devices", "h100-sxm"));
    String bandwidth =
        text(out).lines().filter(line -> line.contains("memory.hbm.bandwidth")).findFirst().get();
    assertTrue(bandwidth.contains("3350 GB/s"), bandwidth);
    assertTrue(bandwidth.contains("datasheet"), bandwidth);
    assertTrue(text(out).contains("] NVIDIA H100 Tensor Core GPU datasheet"), text(out));
  }

  @Test
  void explanationOfASystemLeadsToItsDevice() {
    assertEquals(0, run("devices", "dgx-attacc"));
    assertTrue(text(out).contains("network.nvlink.bandwidth"));
    assertTrue(text(out).contains("ridgepoint devices attacc-hbm3"));
  }

  @Test
  void checkAcceptsACopyOfAShippedDevice() throws IOException {
    assertEquals(0, run("devices", "--check", copyOfL4("", "").toString()));
    assertTrue(text(out).contains("valid (l4, NVIDIA L4)"), text(out));
  }

  @Test
  void checkNamesFileLineAndKeyInOneLine() throws IOException {
    Path wrong = copyOfL4("300 GB/s", "300 GB");
    assertEquals(2, run("devices", "--check", wrong.toString()));
    assertEquals("", text(out));
    assertEquals(1, text(err).lines().count(), text(err));
    assertTrue(text(err).contains(wrong + ":"), text(err));
    assertTrue(text(err).contains("memory.gddr.bandwidth"), text(err));
  }

  @Test
  void unknownDeviceSuggestsANearOne() {
    assertEquals(2, run("devices", "h100-smx"));
    assertTrue(text(err).contains("did you mean 'h100-sxm'?"), text(err));
  }

  @Test
  void examplesOfTheGuideAreValid() throws IOException {
    String guide = Files.readString(Path.of("..", "hw-configs", "README.md"));
    for (String name : List.of("my-gpu", "my-node")) {
      String example =
          Arrays.stream(guide.split("```(yaml)?\n"))
              .filter(block -> block.contains("\nid: " + name))
              .findFirst()
              .orElseThrow();
      Path file = Files.writeString(folder.resolve(name + ".yaml"), example);
      assertEquals(0, run("devices", "--check", file.toString()), text(err));
    }
  }

  /** The L4 in a file of the user's, with one text replaced. */
  private Path copyOfL4(String from, String to) throws IOException {
    try (InputStream stream = DevicesCommandTest.class.getResourceAsStream("/hw/gpu/l4.yaml")) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return Files.writeString(
          folder.resolve("mine.yaml"), from.isEmpty() ? text : text.replace(from, to));
    }
  }

  private int run(String... arguments) {
    Terminal terminal =
        new Terminal(
            new Terminal.ResultStream(out),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false);
    return Ridgepoint.execute(terminal, arguments);
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
