package ridgepoint.validation.family;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import ridgepoint.workload.Speculation;

/**
 * How a served model was measured; rows record none of it.
 *
 * @param shortest prompts and answers as a fraction of the longest
 * @param rounds answers that each client waited for
 * @param tokensPerStep what the server was started with, where that is not its default
 * @param sequences the same of the sequences it has room for
 * @param clients requests that were sent at once, where it was not as many as the row says
 * @param keptPrompts how many prompts there were, all of them sent before; 0 when all are new
 * @param mixed whether the server was started to run prompts and decoding in one step
 * @param waitSteps decoding steps that prompts waited before the scheduler took them
 * @param speculation how the server decoded more than one token a step, where it did
 */
public record Benchmark(
    double shortest,
    long rounds,
    OptionalLong tokensPerStep,
    OptionalLong sequences,
    OptionalLong clients,
    long keptPrompts,
    boolean mixed,
    double waitSteps,
    Optional<Speculation> speculation) {
  private static final Servers SERVERS = new Servers();

  private Benchmark(
      double shortest,
      long rounds,
      OptionalLong tokensPerStep,
      OptionalLong sequences,
      OptionalLong clients,
      long keptPrompts,
      boolean mixed) {
    this(
        shortest,
        rounds,
        tokensPerStep,
        sequences,
        clients,
        keptPrompts,
        mixed,
        0,
        Optional.empty());
  }

  private static final long ROUNDS = 10;
  private static final OptionalLong AS_SHIPPED = OptionalLong.empty();
  private static final OptionalLong AS_STATED = OptionalLong.empty();

  /**
   * InferenceMAX (github.com/SemiAnalysisAI/InferenceMAX): lengths between 0.8 of the nominal ones
   * and these, ten times as many requests as clients.
   */
  private static final Benchmark RANDOM_LENGTHS =
      new Benchmark(0.8, ROUNDS, AS_SHIPPED, AS_SHIPPED, AS_STATED, 0, false);

  /**
   * Rows of gpt-oss-120b on the H100 with 512 clients contradict themselves: times per token are
   * those of some 8 sequences, and times to the first token those of the last of 80 requests that
   * are sent at once to a server for 8 ({@code --max-num-seqs} is the stated concurrency of the
   * benchmark's sweep, 4 to 64, and it sends ten times as many).
   */
  private static final long UNBOUNDED_CLIENTS = 512;

  private static final long SWEPT_SEQUENCES = 8;

  /** Tokens per step beyond a prompt and one token per client that aiconfigurator allows for. */
  private static final long SPARE_TOKENS = 1500;

  /**
   * vLLM keeps keys and values of prompts (its default), and a sweep over numbers of clients on one
   * server sends it the same prompts, as many as aiperf generates ({@code --num-dataset-entries},
   * 100). Rows of this model alone take the time of decoding and no prompt's.
   */
  private static final String SENT_AGAIN = "nvidia/Llama-3.1-8B-Instruct-FP8";

  private static final long GENERATED_PROMPTS = 100;

  /** Versions of SGLang that were started with {@code --enable-mixed-chunk}. */
  private static final Set<String> MIXED = Set.of("0.5.6.post2");

  /**
   * Ten requests per client of one length; servers started as aiconfigurator generates them
   * (github.com/ai-dynamo/aiconfigurator, generator/rule_plugin).
   */
  private static Benchmark fixedLengths(Row row) {
    if (row.text("backend").equals("sglang")) {
      boolean mixed = MIXED.contains(row.text("version"));
      return new Benchmark(1, ROUNDS, AS_SHIPPED, AS_SHIPPED, AS_STATED, 0, mixed);
    }
    long tokens = row.size("isl") + row.size("concurrency") + SPARE_TOKENS;
    boolean again = row.text("backend").equals("vllm") && row.text("model").equals(SENT_AGAIN);
    return new Benchmark(
        1,
        ROUNDS,
        OptionalLong.of(tokens),
        AS_SHIPPED,
        AS_STATED,
        again ? GENERATED_PROMPTS : 0,
        false);
  }

  /** Rows of the first kind give the number of data-parallel replicas, those of the second none. */
  static Benchmark of(Row row) {
    if (row.text("dp").isEmpty()) {
      return fixedLengths(row);
    }
    boolean unbounded =
        row.text("model").equals("openai/gpt-oss-120b")
            && row.text("backend").equals("vllm")
            && row.size("concurrency") == UNBOUNDED_CLIENTS;
    return unbounded ? sentAtOnce() : SERVERS.started(RANDOM_LENGTHS, row);
  }

  /**
   * Of pools of workers: prompts of a step of their worker as the software ships, lengths as for
   * others of InferenceMAX. Whether they drafted tokens no row says; these are taken as if none
   * did.
   */
  static Benchmark ofPools() {
    return RANDOM_LENGTHS;
  }

  private static Benchmark sentAtOnce() {
    return new Benchmark(
        RANDOM_LENGTHS.shortest,
        1,
        AS_SHIPPED,
        OptionalLong.of(SWEPT_SEQUENCES),
        OptionalLong.of(ROUNDS * SWEPT_SEQUENCES),
        0,
        false);
  }
}
