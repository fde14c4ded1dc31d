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
        stacks.count("vllm", "attention_decode"),
        stacks.count("vllm", "attention_decode/bfloat16"));
  }

  @Test
  void softwareThatIsNotDescribedRunsNothingBeside() {
    assertEquals(0, stacks.count("nobody", "attention_decode"));
    assertEquals(0, stacks.hostSeconds("nccl"));
  }

  @Test
  void smallKernelsComeAfterWhatIsMeasured() {
    Operator product = Precision.of("fp8").linear(16, 32, 64);
    List<Operator> all = stacks.around(List.of(product), "trtllm", "gemm/fp8", 1);
    assertEquals(product, all.get(0));
    assertEquals(1 + stacks.count("trtllm", "gemm/fp8"), all.size());
  }
}
