package ridgepoint.validation;

import java.util.OptionalLong;
import java.util.Set;

/**
 * How a served model was measured; rows record none of it.
 *
 * @param shortest prompts and answers as a fraction of the longest
 * @param rounds answers that each client waited for
 * @param tokensPerStep what the server was started with, where that is not its default
 * @param mixed whether the server was started to run prompts and decoding in one step
 */
record Benchmark(double shortest, long rounds, OptionalLong tokensPerStep, boolean mixed) {
  /**
   * InferenceMAX (github.com/SemiAnalysisAI/InferenceMAX): lengths between 0.8 of the nominal ones
   * and these, ten times as many requests as clients.
   */
  private static final Benchmark RANDOM_LENGTHS =
      new Benchmark(0.8, 10, OptionalLong.empty(), false);

  /** Tokens per step beyond a prompt and one token per client that aiconfigurator allows for. */
  private static final long SPARE_TOKENS = 1500;

  /**
   * Nominally all lengths are the same. Requests drift apart all the same, by tokenisation and
   * transport; a spread of lengths by a tenth stands for that (of 0, 2, 10 and 30% it suits times
   * to the first token best). A server that runs all prompts that wait before it decodes gathers
   * them again.
   */
  private static final double DRIFT = 0.9;

  /** Versions of SGLang that were started with {@code --enable-mixed-chunk}. */
  private static final Set<String> MIXED = Set.of("0.5.6.post2");

  /**
   * Ten requests per client of one length; servers started as aiconfigurator generates them
   * (github.com/ai-dynamo/aiconfigurator, generator/rule_plugin).
   */
  private static Benchmark fixedLengths(Row row) {
    if (row.text("backend").equals("sglang")) {
      boolean mixed = MIXED.contains(row.text("version"));
      return new Benchmark(1, 10, OptionalLong.empty(), mixed);
    }
    long tokens = row.size("isl") + row.size("concurrency") + SPARE_TOKENS;
    return new Benchmark(DRIFT, 10, OptionalLong.of(tokens), false);
  }

  /** Rows of the first kind give the number of data-parallel replicas, those of the second none. */
  static Benchmark of(Row row) {
    return row.text("dp").isEmpty() ? fixedLengths(row) : RANDOM_LENGTHS;
  }
}
