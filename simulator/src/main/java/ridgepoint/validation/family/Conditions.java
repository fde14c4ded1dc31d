package ridgepoint.validation.family;

import java.util.List;
import java.util.Optional;
import ridgepoint.energy.Duration;
import ridgepoint.wave.CacheState;

/**
 * The conditions a row was measured in: what its own columns say, and otherwise what holds for all
 * rows of its source.
 *
 * <table>
 * <caption>Columns that a file may have; an empty field is as good as no column</caption>
 * <tr><td>{@code cache}</td><td>{@code cold}: flushed before every run; {@code warm}: repeated on
 *     the same data; {@code rotating}: on {@code weight_copies} copies of the weights in turn</td></tr>
 * <tr><td>{@code weight_copies}</td><td>how many, with {@code rotating}</td></tr>
 * <tr><td>{@code timing}</td><td>{@code graph}, {@code profiler}, {@code eager} or {@code
 *     queued}</td></tr>
 * <tr><td>{@code duration}</td><td>{@code burst}: over before the power limit acts; {@code
 *     sustained}: repeated until power and clocks have settled</td></tr>
 * </table>
 */
public final class Conditions {
  /** Names of the columns that say how a row was measured; all are optional. */
  static final List<String> COLUMNS = List.of("cache", "weight_copies", "timing", "duration");

  private static final int FEWEST_ROTATING = 2;

  private Conditions() {}

  /** The question under the conditions that the row itself states. */
  public static Question stated(Question question, Row row) {
    if (question instanceof Question.Kernels kernels) {
      return stated(kernels, row);
    }
    if (question instanceof Question.Joules joules) {
      return joules.of(stated(joules.kernels(), row));
    }
    return question;
  }

  private static Question.Kernels stated(Question.Kernels kernels, Row row) {
    return new Question.Kernels(
        kernels.shape(),
        kernels.operators(),
        row.oneOf("timing", Question.Timing.class).orElse(kernels.timing()),
        caches(row).orElse(kernels.caches()),
        row.oneOf("duration", Duration.class).orElse(kernels.duration()),
        kernels.calls());
  }

  private static Optional<CacheState> caches(Row row) {
    boolean counted = !row.textOrEmpty("weight_copies").isEmpty();
    Optional<Cache> cache = row.oneOf("cache", Cache.class);
    if (cache.isEmpty()) {
      if (counted) {
        throw row.wrong("weight_copies", "empty, or stand beside 'rotating' in a column 'cache'");
      }
      return Optional.empty();
    }
    return Optional.of(
        switch (cache.get()) {
          case COLD -> CacheState.COLD;
          case WARM -> CacheState.WARM;
          case ROTATING -> {
            if (!counted) {
              throw row.wrong("cache", "accompanied by a number in a column 'weight_copies'");
            }
            yield CacheState.rotating((int) row.whole("weight_copies", FEWEST_ROTATING));
          }
        });
  }

  private enum Cache {
    COLD,
    WARM,
    ROTATING
  }

  /**
   * Profilers report kernels alone, and LLMCompass's points are calls from the host; the benchmark
   * loops of the others replay captured graphs.
   */
  static Question.Timing timing(String source) {
    return switch (source) {
      case "vidur", "lss", "lss_v0" -> Question.Timing.PROFILER;
      case "llmcompass" -> Question.Timing.EAGER;
      default -> Question.Timing.GRAPH;
    };
  }

  /**
   * What caches hold of the operands of kernels between products, which someone wrote just before.
   * In Vidur's profiles only additions ever run faster than main memory, however small the operands
   * of the others.
   */
  static CacheState activations(String source, String operation) {
    boolean cold = source.equals("vidur") && !operation.equals("residual_add");
    return cold ? CacheState.COLD : CacheState.WARM;
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
