package ridgepoint.validation.family;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import ridgepoint.operator.Operator;
import ridgepoint.software.SoftwareStack;

class StacksTest {
  private final Stacks stacks = new Stacks();

  @Test
  void whatHasNoEntryOfItsOwnTakesTheFamilys() {
    assertEquals(
        stacks.of("vllm", "").smallKernels("attention_decode"),
        stacks.of("vllm", "").smallKernels("attention_decode/bfloat16"));
  }

  @Test
  void softwareThatIsNotDescribedRunsNothingBeside() {
    assertEquals(0, stacks.of("nobody", "1.0").smallKernels("attention_decode"));
    assertEquals(0, stacks.hostSeconds("nccl"));
  }

  @Test
  void anOlderVersionIsDescribedByItsOwnStackAndOtherwiseLikeTheNewest() {
    SoftwareStack newest = stacks.of("vllm", "0.24.0");
    SoftwareStack older = stacks.of("vllm", "0.22.0");
    assertEquals("vllm-0.24", newest.id());
    for (String other : List.of("", "0.19.0", "nightly-5b8c30d62b754b57")) {
      assertEquals("vllm", stacks.of("vllm", other).id());
    }
    assertEquals("vllm-0.22", older.id());
    assertEquals(stacks.of("vllm", "").allExpertRows(), newest.allExpertRows());
    assertEquals(newest.fusion(), older.fusion());
    assertEquals(newest.batching(), older.batching());
    assertEquals(newest.smallKernels(), older.smallKernels());
  }

  @Test
  void smallKernelsComeAfterWhatIsMeasured() {
    Operator product = Precision.of("fp8").linear(16, 32, 64);
    SoftwareStack software = stacks.of("trtllm", "");
    List<Operator> all = Stacks.around(List.of(product), software, "gemm/fp8", 1);
    assertEquals(product, all.get(0));
    assertEquals(1 + software.smallKernels("gemm/fp8"), all.size());
  }
}
