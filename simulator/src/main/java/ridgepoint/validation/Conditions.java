package ridgepoint.validation;

import ridgepoint.wave.CacheState;

/** Conditions that hold for all rows of a source. */
final class Conditions {
  private Conditions() {}

  /** Profilers report kernels alone; the benchmark loops of the others replay captured graphs. */
  static Question.Timing timing(String source) {
    return switch (source) {
      case "vidur", "lss", "lss_v0" -> Question.Timing.PROFILER;
      default -> Question.Timing.GRAPH;
    };
  }

  /**
   * What caches hold of a product's operands. The benchmark loops rotate copies of the weights: up
   * to five with TensorRT-LLM, up to six with the others, and none of the block types of vLLM.
   * Profiled models run whole layers, whose other weights pass through the cache meanwhile.
   */
  static CacheState weights(String source, String backend, String dtype) {
    if (timing(source) == Question.Timing.PROFILER) {
      return CacheState.COLD;
    }
    boolean blocks = dtype.equals("nvfp4") || dtype.equals("fp8_block");
    if (backend.equals("vllm") && blocks) {
      return CacheState.WARM;
    }
    return CacheState.rotating(backend.equals("trtllm") ? 5 : 6);
  }
}
