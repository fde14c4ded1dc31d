package ridgepoint.validation.family;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import ridgepoint.energy.Duration;
import ridgepoint.energy.OperandData;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.hardware.SystemSpec.NetworkLevel;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Collective;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.Operator;
import ridgepoint.software.SoftwareStack;
import ridgepoint.wave.CacheState;
import ridgepoint.workload.Parallelism;
import ridgepoint.workload.Workload;

/** What a measurement asks of the model. */
public sealed interface Question {

  /** What was measured, in a few words. */
  String shape();

  /**
   * Seconds of kernels that run one after another.
   *
   * @param timing what the clock of the measurement covers
   * @param caches what they hold when a repetition starts
   * @param duration how long it goes on
   * @param calls of the software that start them, when they are called from the host; what it runs
   *     around an operator belongs to the operator's call
   */
  record Kernels(
      String shape,
      List<Operator> operators,
      Timing timing,
      CacheState caches,
      Duration duration,
      int calls)
      implements Question {
    public Kernels {
      operators = List.copyOf(operators);
    }

    /** Each in a call of its own. */
    Kernels(
        String shape,
        List<Operator> operators,
        Timing timing,
        CacheState caches,
        Duration duration) {
      this(shape, operators, timing, caches, duration, operators.size());
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

    /** Repeated together, so that weights come back only after so many bytes of weights. */
    Kernels together(double weightBytes) {
      return new Kernels(shape, operators, timing, caches.together(weightBytes), duration, calls);
    }

    /** One after another in a captured graph. */
    static Kernels inGraph(Operator... operators) {
      return new Kernels(operators[0].shape(), List.of(operators), Timing.GRAPH, CacheState.WARM);
    }

    Kernels timed(Timing other) {
      return new Kernels(shape, operators, other);
    }

    /** On a machine whose software captures no graphs, so that its loops queue calls. */
    public Kernels withoutGraphs() {
      Timing without = timing == Timing.GRAPH ? Timing.QUEUED : timing;
      return new Kernels(shape, operators, without, caches, duration, calls);
    }

    private static CacheState caches(Timing timing) {
      return timing == Timing.PROFILER ? CacheState.COLD : CacheState.WARM;
    }

    /** With what the software of a row runs around them. */
    public Kernels withStack(SoftwareStack stack, Family family, Row row) {
      return new Kernels(
          shape,
          Stacks.around(operators, stack, family.softwareUse(row), rows()),
          timing,
          caches,
          duration,
          calls);
    }

    /** Sequences, or else one. */
    private long rows() {
      return operators.get(0) instanceof Attention attention ? attention.batch() : 1;
    }

    Kernels named(String name) {
      return new Kernels(name, operators, timing, caches, duration, calls);
    }
  }

  /**
   * Joules of kernels that repeat until power and clocks have settled.
   *
   * @param data what their operands hold
   * @param zeros share of what an operator moves that is zeros, of those that move any
   * @param idleShare share of the meter's reading that is of the device before they began, which
   *     waited
   */
  record Joules(Kernels kernels, OperandData data, Map<Operator, Double> zeros, double idleShare)
      implements Question {
    public Joules {
      zeros = Map.copyOf(zeros);
    }

    /** The same of other kernels. */
    public Joules of(Kernels other) {
      return new Joules(other, data, zeros, idleShare);
    }

    /** Share of zeros of every operator, in order. */
    public List<Double> zeroShares() {
      return kernels.operators.stream().map(each -> zeros.getOrDefault(each, 0.0)).toList();
    }

    @Override
    public String shape() {
      return kernels.shape();
    }
  }

  /**
   * Seconds of a collective.
   *
   * @param machine label of the machine that the devices belong to
   * @param nodeDevices how many devices of each node take part; 0 when one node holds them all
   * @param software that does it
   */
  record Exchange(
      String machine, Collective collective, int nodeDevices, Exchanges.Software software)
      implements Question {

    @Override
    public String shape() {
      return collective.kind() + " " + collective.shape();
    }

    /**
     * The collective as its members are placed in a system: next to one another in one node, or as
     * many in each node as take part.
     *
     * @throws Family.OutOfScope when the system has no network between such nodes
     */
    public Collective placed(SystemSpec system) {
      if (nodeDevices == 0 || collective.devices() <= nodeDevices) {
        return collective;
      }
      List<NetworkLevel> levels = system.network();
      if (levels.size() < 2 || levels.get(levels.size() - 2).devices() < nodeDevices) {
        throw new Family.OutOfScope(
            "no network between nodes of " + nodeDevices + " of '" + machine + "' is described");
      }
      return new Collective(
          collective.type(),
          collective.elements(),
          collective.devices(),
          levels.get(levels.size() - 2).devices() / nodeDevices,
          collective.format());
    }

    /** What copies the buffer. */
    public Elementwise copy() {
      return new Elementwise(
          Elementwise.Function.COPY,
          1,
          Math.max(1, (long) collective.elements()),
          collective.format(),
          collective.format());
    }
  }

  /**
   * Seconds of a served model with a constant number of requests in flight.
   *
   * @param workload its batch are the requests in flight, over all replicas
   * @param benchmark how requests came
   * @param first whether to the first token of a request, or per token after it
   * @param pools of workers that read prompts and of others that generate, where they are not the
   *     same; {@code workload} is then spread as one of the latter
   */
  record Serving(
      String machine,
      String model,
      Workload workload,
      Benchmark benchmark,
      boolean first,
      Optional<Pools> pools)
      implements Question {
    Serving(String machine, String model, Workload workload, Benchmark benchmark, boolean first) {
      this(machine, model, workload, benchmark, first, Optional.empty());
    }

    /**
     * Workers of their own for prompts and for decoding.
     *
     * @param prefill how one that reads prompts is spread over devices
     */
    public record Pools(Parallelism prefill, int prefillWorkers, int decodeWorkers) {}

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
    /** Kernels called one by one from the host, each waited for before the next is called. */
    EAGER,
    /**
     * Kernels called one by one from a host that runs ahead: the slower of the two sets the pace.
     */
    QUEUED
  }
}
