package ridgepoint.validation.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MetersTest {
  private static final String GPU = "h200_sxm";

  private final Meters meters = new Meters();

  private double product(String operation, String dtype, long rows) {
    return meters.idleShare(operation, dtype, GPU, new Meters.Preparation(rows, 0, 0, 0, 0, false));
  }

  private double attention(String operation, String dtype, long sequences) {
    return meters.idleShare(
        operation, dtype, GPU, new Meters.Preparation(0, sequences, 0, 0, 128, false));
  }

  private double experts(String gpu, double surplusRows) {
    return meters.idleShare(
        "vllm/moe", "fp8", gpu, new Meters.Preparation(0, 0, surplusRows, 0, 0, false));
  }

  @Test
  void readingsOfALoopThatFollowsAnotherAtOnceAreItsOwn() {
    assertEquals(0, experts(GPU, 0));
    assertEquals(0, product("vllm/gemm", "bfloat16", 32768));
  }

  @Test
  void noMoreThanHalfOfAReadingIsFromBeforeTheLoop() {
    double share = product("trtllm/gemm", "nvfp4", 8192);
    assertTrue(share > 0.4 && share < 0.5, () -> share + "");
    assertEquals(0.5, experts(GPU, 1e6));
  }

  @Test
  void onlyTheFirstShapesOfASeriesWaitForTheirWeights() {
    assertEquals(0, product("trtllm/gemm", "nvfp4", 4096));
  }

  @Test
  void anOperationSharesItsEntryAmongDataTypes() {
    assertEquals(
        attention("vllm/attn_prefill", "bfloat16/fp8", 4),
        attention("vllm/attn_prefill", "bfloat16/bfloat16", 4));
  }

  @Test
  void aPauseGrowsWithTheCachesToFill() {
    assertTrue(
        attention("vllm/attn_decode", "fp8", 2048) > attention("vllm/attn_decode", "fp8", 16));
  }

  @Test
  void aPauseGrowsWithTheRowsToHandOverAndAsTheHostIsSlow() {
    assertTrue(experts(GPU, 2000) > experts(GPU, 200));
    assertTrue(experts(GPU, 2000) > experts("gb200", 2000));
  }

  private double prompts(String gpu, long tokens, int headDim) {
    return meters.idleShare(
        "vllm/attn_prefill",
        "bfloat16/bfloat16",
        gpu,
        new Meters.Preparation(0, 2, 0, tokens, headDim, false));
  }

  @Test
  void theLongestPromptsComeFirstAndReadMostlyOfWaiting() {
    assertTrue(prompts(GPU, 16384, 128) > 0.5);
    assertTrue(prompts(GPU, 12288, 128) < 0.5);
    assertEquals(prompts(GPU, 12288, 128), prompts(GPU, 1024, 128));
  }

  @Test
  void aLoopAfterCompilingIsHardlyRead() {
    Meters.Preparation compiling = new Meters.Preparation(0, 0, 0, 0, 0, true);
    assertTrue(meters.idleShare("vllm/moe", "fp8", GPU, compiling) > 0.8);
    assertTrue(prompts(GPU, 12288, 512) > 0.8);
    assertTrue(prompts("gb200", 12288, 512) < 0.5);
  }
}
