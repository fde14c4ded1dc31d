package ridgepoint.model.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ridgepoint.input.InputException;
import ridgepoint.model.ModelSpec;

class ModelLibraryTest {
  private static final double TOLERANCE = 0.005;
  private static final int LEAST_MODELS = 35;

  static List<String> ids() {
    return ModelLibrary.ids();
  }

  @ParameterizedTest
  @MethodSource("ids")
  void computedParametersAreWithinHalfAPercentOfThePublishedCount(String id) {
    ModelSpec model = ModelLibrary.load(id);
    assertEquals(id, model.id());
    if (id.startsWith("tiny-")) {
      assertTrue(model.parameters().total() < 1_000_000, "a tiny model is tiny");
      return;
    }
    double published = model.publication().parameters();
    assertTrue(published > 0, "a published count is given");
    double error = model.parameters().total() / published - 1;
    assertTrue(
        Math.abs(error) <= TOLERANCE,
        String.format(
            Locale.ROOT,
            "%s: computed %d, published %.0f, error %.3f %%",
            id,
            model.parameters().total(),
            published,
            100 * error));
  }

  @Test
  void theIndexListsEveryDescriptionOnce() throws IOException, URISyntaxException {
    Path folder = Path.of(ModelLibrary.class.getResource("/models/index.txt").toURI()).getParent();
    try (Stream<Path> files = Files.list(folder)) {
      Set<String> described = new HashSet<>();
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .forEach(name -> described.add(name.replace(".yaml", "")));
      assertEquals(described, new HashSet<>(ids()));
    }
    assertEquals(ids().size(), new HashSet<>(ids()).size());
    assertTrue(ids().stream().filter(id -> !id.startsWith("tiny-")).count() >= LEAST_MODELS);
  }

  @Test
  void noTwoModelsShareAName() {
    Set<String> names = new HashSet<>(ids());
    for (String id : ids()) {
      for (String alias : ModelLibrary.load(id).publication().aliases()) {
        String lower = alias.toLowerCase(java.util.Locale.ROOT);
        assertTrue(names.add(lower) || lower.equals(id), alias + " of " + id + " is taken");
      }
    }
  }

  @Test
  void huggingFaceNamesFindTheModel() {
    assertEquals("llama-2-7b", ModelLibrary.load("meta-llama/Llama-2-7b-hf").id());
    assertEquals("opt-6.7b", ModelLibrary.load("facebook/OPT-6.7b").id());
    assertEquals("gpt3-175b", ModelLibrary.load("GPT3-175B").id());
  }

  @Test
  void anUnknownModelIsAnsweredWithTheNearestOne() {
    InputException error = assertThrows(InputException.class, () -> ModelLibrary.load("lama-2-7b"));
    assertTrue(error.getMessage().contains("did you mean 'llama-2-7b'"), error.getMessage());
  }

  @Test
  void mistakesInADescriptionAreNamedWithFileLineAndKey(@TempDir Path folder) throws IOException {
    assertError(folder, "  heads: 4", "  heads: 0", ":18: mixer.heads: must be between 1 and");
    assertError(folder, "  kv_heads: 2", "  kv_heads: 3", "3 does not divide the 4 heads");
    assertError(folder, "  head_dim: 16", "  head_dmi: 16", "did you mean 'head_dim'");
    assertError(folder, "hidden_size: 64", "hidden_size: many", "'many' is not a whole number");
    assertError(folder, "hidden_size: 64\n", "", "hidden_size: missing key");
    assertError(folder, "activation: silu", "activation: sigh", "'sigh' is not one of relu");
  }

  private static void assertError(Path folder, String from, String to, String expected)
      throws IOException {
    String good;
    try (var stream = ModelLibrary.class.getResourceAsStream("/models/tiny-llama-test.yaml")) {
      good = new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
    assertTrue(good.contains(from));
    Path file = folder.resolve("model.yaml");
    Files.writeString(file, good.replace(from, to));
    InputException error =
        assertThrows(InputException.class, () -> ModelLibrary.load(file.toString()));
    assertTrue(error.getMessage().contains(expected), error.getMessage());
    assertTrue(error.getMessage().startsWith(file + ":"), error.getMessage());
    assertEquals(1, error.getMessage().lines().count());
  }
}
