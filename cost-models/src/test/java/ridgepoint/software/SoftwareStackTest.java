package ridgepoint.software;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What stacks take from one another. */
class SoftwareStackTest {
  private static final SoftwareLibrary LIBRARY = new SoftwareLibrary();

  private static Map<String, Double> blackwell(String stack, Predicate<String> paths) {
    return LIBRARY.load(stack).parameters("blackwell").entrySet().stream()
        .filter(each -> paths.test(each.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Test
  void kernelsOfAClassAreThoseOfTheStackThatIsNamedForThem() {
    Predicate<String> attention = path -> path.startsWith("attention/");
    Predicate<String> products = path -> path.startsWith("gemm/");
    Predicate<String> rest = attention.or(products).negate();
    assertEquals(blackwell("tensorrt-llm", attention), blackwell("sglang-trtllm-mha", attention));
    assertEquals(blackwell("tensorrt-llm", products), blackwell("sglang-trtllm-mha", products));
    assertEquals(blackwell("sglang", rest), blackwell("sglang-trtllm-mha", rest));
    assertNotEquals(blackwell("sglang", products), blackwell("tensorrt-llm", products));
  }

  @Test
  void aReleaseIsOtherwiseAsTheSoftwareItIsOf() {
    SoftwareStack whole = LIBRARY.load("sglang");
    SoftwareStack release = LIBRARY.load("sglang-trtllm-mha");
    assertEquals(whole.host(), release.host());
    assertEquals(whole.batching(), release.batching());
    assertEquals(whole.fusion(), release.fusion());
  }
}
