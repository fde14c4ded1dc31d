package ridgepoint.software;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionTest {
  @ParameterizedTest
  @CsvSource({
    "0.9, 0.10",
    "1.0.0rc3, 1.0.0",
    "1.3.0rc1, 1.3.0rc17",
    "1.3.0rc17, 1.3.0rc20",
    "1.3.0rc20, 1.3.0",
    "1.2.0rc6.post1, 1.2.0",
    "1.2.9, 1.3.0rc1",
  })
  void candidatesComeBeforeTheirReleaseAndNumbersByTheirValue(String earlier, String later) {
    assertTrue(new Version(earlier).compareTo(new Version(later)) < 0);
    assertTrue(new Version(later).compareTo(new Version(earlier)) > 0);
  }

  @Test
  void whatIsNotSaidIsZero() {
    assertEquals(0, new Version("1.3").compareTo(new Version("1.3.0")));
    assertEquals(0, new Version("1.3rc2").compareTo(new Version("1.3.0rc2")));
    assertTrue(new Version("nightly").compareTo(new Version("0.1")) < 0);
  }

  @Test
  void candidatesOfOneVersionHaveStacksOfTheirOwn() {
    SoftwareLibrary library = new SoftwareLibrary();
    assertEquals(
        "tensorrt-llm-1.3.0rc17", library.ofBackend("trtllm", "1.3.0rc17").orElseThrow().id());
    assertEquals("tensorrt-llm", library.ofBackend("trtllm", "1.3.0rc20").orElseThrow().id());
    assertEquals("tensorrt-llm", library.ofBackend("trtllm", "1.0.0rc3").orElseThrow().id());
  }
}
