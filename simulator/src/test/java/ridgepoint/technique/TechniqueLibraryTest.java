package ridgepoint.technique;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ridgepoint.input.InputException;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.workload.Precision;
import ridgepoint.workload.Workload;

class TechniqueLibraryTest {
  private static final TechniqueLibrary LIBRARY = new TechniqueLibrary();
  private static final Workload PLAIN = Workload.of(1, 128, 32, Precision.uniform(DataType.BF16));
  private static final Set<Technique.Need> EVERYTHING = EnumSet.allOf(Technique.Need.class);

  static List<String> ids() {
    return LIBRARY.ids();
  }

  @ParameterizedTest
  @MethodSource("ids")
  void everyShippedTechniqueLoadsAndChangesTheWorkload(String id) {
    Technique technique = LIBRARY.load(id);
    assertEquals(id, technique.id());
    assertFalse(technique.kernels().isEmpty());
    assertFalse(technique.claims().isEmpty());
    Workload changed = Composition.of(List.of(technique)).apply(PLAIN, EVERYTHING);
    boolean alreadyTheDefault = id.equals("flash-decoding");
    assertEquals(alreadyTheDefault, changed.equals(PLAIN));
  }

  @Test
  void parametersReachTheChange() {
    Technique technique = LIBRARY.load("gptq:bits=3,group=1024");
    assertEquals(
        List.of(new Change.WeightFormat(Format.grouped(DataType.INT3, 1024, 3))),
        technique.changes());
  }

  @Test
  void aliasesNameTheSameTechnique() {
    assertEquals(LIBRARY.load("awq"), LIBRARY.load("w4a16"));
  }

  @Test
  void unknownTechniqueNamesTheNearest() {
    assertMessage("awk", "unknown technique 'awk' (did you mean 'awq'?)");
  }

  @Test
  void unknownParameterNamesTheKnownOnes() {
    assertMessage("awq:grp=64", "technique 'awq' has no parameter 'grp'; it has bits, group");
  }

  @Test
  void impossibleParameterNamesFileAndLine() {
    assertMessage("speculative-decoding:acceptance=1.5", "speculative-decoding.yaml:");
    assertMessage("awq:bits=7", "'int7' is not one of");
  }

  @Test
  void usersOwnDescriptionLoadsByPath(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("mine.yaml");
    Files.writeString(
        file,
        """
        schema: ridgepoint.technique/1
        id: mine
        name: Mine
        paper: {title: T, published: 2026-01, url: none}
        summary: S
        parameters: {}
        changes:
          - kv_cache_format: {type: int8}
          - attention_kernel: unfused
        """);
    assertEquals(2, LIBRARY.load(file.toString()).changes().size());
  }

  @Test
  void techniquesOfDifferentAspectsComposeInAnyOrder() {
    Technique awq = LIBRARY.load("awq");
    Technique cache = LIBRARY.load("kv8");
    Workload one = Composition.of(List.of(awq, cache)).apply(PLAIN, EVERYTHING);
    Workload other = Composition.of(List.of(cache, awq)).apply(PLAIN, EVERYTHING);
    assertEquals(one, other);
    assertEquals(DataType.INT4, one.precision().weights().type());
    assertEquals(DataType.FP8_E4M3, one.precision().kvCache().type());
  }

  @Test
  void techniquesThatChangeTheSameThingAreRefusedWithTheReason() {
    List<Technique> both = List.of(LIBRARY.load("awq"), LIBRARY.load("smoothquant"));
    InputException refused = assertThrows(InputException.class, () -> Composition.of(both));
    assertTrue(refused.getMessage().contains("both change the format of the weights"));
  }

  @Test
  void aTechniqueNamedTwiceIsRefused() {
    List<Technique> twice = List.of(LIBRARY.load("awq"), LIBRARY.load("w4a16"));
    assertThrows(InputException.class, () -> Composition.of(twice));
  }

  @Test
  void aTechniqueWithoutWhatItNeedsIsRefusedWithTheReason() {
    Composition streaming = Composition.of(List.of(LIBRARY.load("streaming-llm")));
    InputException refused =
        assertThrows(
            InputException.class,
            () -> streaming.apply(PLAIN, EnumSet.noneOf(Technique.Need.class)));
    assertTrue(refused.getMessage().contains("KV cache"));
  }

  private static void assertMessage(String specification, String expected) {
    InputException refused = assertThrows(InputException.class, () -> LIBRARY.load(specification));
    assertTrue(refused.getMessage().contains(expected), refused.getMessage());
  }

  @Test
  void referenceToNoParameterNamesFileLineAndTheNearest(@TempDir Path directory)
      throws IOException {
    Path file = directory.resolve("mine.yaml");
    Files.writeString(
        file,
        """
        schema: ridgepoint.technique/1
        id: mine
        name: Mine
        paper: {title: T, published: 2026-01, url: none}
        summary: S
        parameters:
          bit: {meaning: a prefix of the other, value: 1}
          bits: {meaning: bits of a weight, value: 4}
        changes:
          - weight_format: {type: int$bits}
          - kv_cache_format: {type: int$bitss}
        """);
    assertMessage(file.toString(), "mine.yaml:11: '$bitss' names no parameter (did you mean");
  }
}
