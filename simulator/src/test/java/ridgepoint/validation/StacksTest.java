package ridgepoint.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import ridgepoint.operator.Operator;

class StacksTest {
  private final Stacks stacks = new Stacks();

  @Test
  void whatHasNoEntryOfItsOwnTakesTheFamilys() {
    assertEquals(
        stacks.of("vllm").smallKernels("attention_decode"),
        stacks.of("vllm").smallKernels("attention_decode/bfloat16"));
  }

  @Test
  void softwareThatIsNotDescribedRunsNothingBeside() {
    assertEquals(0, stacks.of("nobody").smallKernels("attention_decode"));
    assertEquals(0, stacks.hostSeconds("nccl"));
  }

  @Test
  void smallKernelsComeAfterWhatIsMeasured() {
    Operator product = Precision.of("fp8").linear(16, 32, 64);
    List<Operator> all = stacks.around(List.of(product), "trtllm", "gemm/fp8", 1);
    assertEquals(product, all.get(0));
    assertEquals(1 + stacks.of("trtllm").smallKernels("gemm/fp8"), all.size());
  }
}
