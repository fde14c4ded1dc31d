package ridgepoint.validation;

import java.util.List;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Collective;
import ridgepoint.operator.Operator;
import ridgepoint.wave.CacheState;
import ridgepoint.workload.Workload;

/** What a measurement asks of the model. */
sealed interface Question {

  /** What was measured, in a few words. */
  String shape();

  /**
   * Seconds of kernels that run one after another.
   *
   * @param timing what the clock of the measurement covers
   * @param caches what they hold when a repetition starts
   * @param duration how long it goes on
   */
  record Kernels(
      String shape, List<Operator> operators, Timing timing, CacheState caches, Duration duration)
      implements Question {
    public Kernels {
      operators = List.copyOf(operators);
    }

    /** In a burst, as benchmark loops are. */
    Kernels(String shape, List<Operator> operators, Timing timing, CacheState caches) {
      this(shape, operators, timing, caches, Duration.BURST);
    }

    /**
     * Repeated on the same data, as benchmark loops do; profilers watch whole layers, whose other
     * weights and caches pass through between two calls.
     */
    Kernels(String shape, List<Operator> operators, Timing timing) {
      this(shape, operators, timing, caches(timing));
    }

    /** One after another in a captured graph. */
    static Kernels inGraph(Operator... operators) {
      return new Kernels(operators[0].shape(), List.of(operators), Timing.GRAPH, CacheState.WARM);
    }

    Kernels timed(Timing other) {
      return new Kernels(shape, operators, other);
    }

    private static CacheState caches(Timing timing) {
      return timing == Timing.PROFILER ? CacheState.COLD : CacheState.WARM;
    }

    /** With what the software of a row runs around them. */
    Kernels withStack(Stacks stacks, String backend, Family family, Row row) {
      return new Kernels(
          shape,
          stacks.around(operators, backend, family.name() + "/" + family.use(row), rows()),
          timing,
          caches,
          duration);
    }

    /** Sequences, or else one. */
    private long rows() {
      return operators.get(0) instanceof Attention attention ? attention.batch() : 1;
    }

    Kernels named(String name) {
      return new Kernels(name, operators, timing, caches, duration);
    }
  }

  /** Joules of kernels that repeat until power and clocks have settled. */
  record Joules(Kernels kernels) implements Question {
    @Override
    public String shape() {
      return kernels.shape();
    }
  }

  /**
   * Seconds of a collective.
   *
   * @param machine label of the machine that the devices belong to
   * @param algorithms ids of the algorithms the library has; empty for all
   * @param software that calls it, where calls from the host are part of the time; else empty
   */
  record Exchange(String machine, Collective collective, List<String> algorithms, String software)
      implements Question {
    public Exchange {
      algorithms = List.copyOf(algorithms);
    }

    @Override
    public String shape() {
      return collective.kind() + " " + collective.shape();
    }
  }

  /**
   * Seconds of a served model with a constant number of requests in flight.
   *
   * @param workload its batch are the requests in flight, over all replicas
   * @param first whether to the first token of a request, or per token after it
   */
  record Serving(String machine, String model, Workload workload, boolean first)
      implements Question {
    @Override
    public String shape() {
      return "%s %d in, %d out, %d in flight, tp %d pp %d ep %d dp %d"
          .formatted(
              model,
              workload.inputLength(),
              workload.outputLength(),
              workload.batchSize(),
              workload.parallelism().tensor(),
              workload.parallelism().pipeline(),
              workload.parallelism().expert(),
              workload.parallelism().data());
    }
  }

  /** What a clock covers. */
  enum Timing {
    /** Kernels of a captured graph. */
    GRAPH,
    /**
     * A kernel of a whole layer as a profiler reports it. It takes as long as queued kernels are
     * apart, for that is what an empty one takes.
     */
    PROFILER,
    /** Kernels called one by one from the host, which may take longer to call than they to run. */
    EAGER
  }

  /** How long kernels repeat. */
  enum Duration {
    /** Over before the power limit acts. */
    BURST,
    /** Until power and clocks have settled. */
    SUSTAINED
  }
}
