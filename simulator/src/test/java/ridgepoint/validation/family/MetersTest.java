package ridgepoint.validation.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MetersTest {
  private final Meters meters = new Meters();

  @Test
  void readingsOfALoopThatFollowsAnotherAtOnceAreItsOwn() {
    assertEquals(0, meters.idleShare("vllm/moe", "fp8", 0));
    assertEquals(0, meters.idleShare("vllm/gemm", "bfloat16", 32768));
  }

  @Test
  void noMoreThanHalfOfAReadingIsFromBeforeTheLoop() {
    double share = meters.idleShare("trtllm/gemm", "nvfp4", 8192);
    assertTrue(share > 0.4 && share <= 0.5, () -> share + "");
  }

  @Test
  void onlyTheFirstShapesOfASeriesWaitForTheirWeights() {
    assertEquals(0, meters.idleShare("trtllm/gemm", "nvfp4", 4096));
  }

  @Test
  void anOperationSharesItsEntryAmongDataTypes() {
    assertEquals(
        meters.idleShare("vllm/attn_prefill", "bfloat16/fp8", 0),
        meters.idleShare("vllm/attn_prefill", "bfloat16/bfloat16", 0));
  }
}
