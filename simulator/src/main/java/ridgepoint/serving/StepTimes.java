package ridgepoint.serving;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import ridgepoint.estimate.CostModel;
import ridgepoint.graph.KernelGraph;
import ridgepoint.graph.ModelGraphs;
import ridgepoint.input.InputException;
import ridgepoint.model.ModelSpec;
import ridgepoint.operator.Attention;
import ridgepoint.operator.CausalConvolution;
import ridgepoint.operator.Graph;
import ridgepoint.operator.StateScan;
import ridgepoint.software.SoftwareStack;
import ridgepoint.workload.Speculation;
import ridgepoint.workload.Workload;

/**
 * How long a step of a continuous batch takes on the devices. All tokens of a step pass the linear
 * layers together, whoever they belong to; attention and recurrences run apart for prompts and for
 * sequences that decode; only answers pass the output matrix (Orca, Yu 2022: selective batching).
 *
 * <p>One replica is modelled; data-parallel ones do the same at the same time. Times are computed
 * at sizes some way apart and taken as linear in between. Safe for use by many threads.
 */
public final class StepTimes {
  private static final Set<String> HEAD =
      Set.of("lm_head", "logits_all_gather", "logits_soft_cap", "sampling");

  /** What latent attention does between projections differs between prompts and decoding. */
  private static final Set<String> LATENT = Set.of("q_absorb_proj", "v_absorb_proj", "kv_b_proj");

  private final ModelSpec model;
  private final Workload workload;
  private final SoftwareStack stack;
  private final CostModel costs;
  private final double kernels;
  private final int drafted;
  private final Optional<StepTimes> drafting;
  private final Grid body = new Grid(this::bodySeconds);
  private final Grid head = new Grid(this::headSeconds);
  private final Map<Long, Grid> decoding = new ConcurrentHashMap<>();
  private final Map<Long, Grid> prompts = new ConcurrentHashMap<>();

  /**
   * @param workload whose formats, parallelism and kernels are meant; batch and lengths are those
   *     of each step
   * @param costs of operators; best one that remembers what it was asked
   */
  public StepTimes(ModelSpec model, Workload workload, SoftwareStack stack, CostModel costs) {
    this.model = model;
    this.workload = workload;
    this.stack = stack;
    this.costs = costs;
    this.kernels = countKernels();
    drafted = workload.speculation().map(Speculation::draftLength).orElse(0);
    drafting =
        workload
            .speculation()
            .map(
                each ->
                    new StepTimes(head(each, model), workload.withoutSpeculation(), stack, costs));
  }

  private static ModelSpec head(Speculation speculation, ModelSpec model) {
    if (!speculation.byOwnHead()) {
      throw new InputException(
          "served models speculate by heads of their own; the draft model is "
              + speculation.draftModel());
    }
    return model.draftHead();
  }

  /** Kernels of a pass through the whole model. */
  public double kernels() {
    return kernels;
  }

  /** Tokens that each decoding sequence gets out of a step, on average. */
  public double tokensPerStep() {
    return workload.speculation().map(Speculation::expectedTokensPerStep).orElse(1.0);
  }

  /**
   * Seconds of a step on the devices, the host's part apart. Where sequences speculate, drafts are
   * made one after another before it, and decoding sequences pass it with all of them.
   */
  public double deviceSeconds(Step step) {
    double checked = (double) step.decodes() * drafted;
    double device = body.at(step.tokens() + checked);
    if (step.answers() > 0) {
      device += head.at(step.answers() + checked);
    }
    if (step.decodes() > 0) {
      device += decoding(step.decodes(), step.context());
      Step draft = new Step(step.decodes(), step.context(), List.of());
      device += drafting.map(each -> drafted * each.deviceSeconds(draft)).orElse(0.0);
    }
    for (Step.Prompts each : step.prompts()) {
      device += attention(each);
    }
    return device;
  }

  private double decoding(long sequences, double context) {
    return between(
        sequences, decoding, batch -> new Grid(keys -> decodingSeconds(batch, keys)), context);
  }

  /**
   * Of a part of prompts, as its share of the pairs of query and key in whole prompts of that
   * length.
   */
  private double attention(Step.Prompts part) {
    double whole = part.cached() + part.tokens();
    double pairs = part.tokens() * (part.cached() + 0.5 * part.tokens());
    double seconds =
        between(
            part.count(),
            prompts,
            count -> new Grid(length -> promptSeconds(count, length)),
            whole);
    return seconds * pairs / (0.5 * whole * whole);
  }

  /** A function of two sizes: a grid of grids, which are kept. */
  private static double between(
      long first, Map<Long, Grid> known, LongFunction<Grid> grid, double second) {
    return new Grid(size -> known.computeIfAbsent(size, grid::apply).at(second)).at(first);
  }

  private double countKernels() {
    double kernels = 0;
    for (Graph stage : prefill(1, 1)) {
      for (Graph.Node node : KernelGraph.of(stage, stack).nodes()) {
        kernels += node.count();
      }
    }
    return kernels;
  }

  private double bodySeconds(long tokens) {
    return seconds(prefill(1, tokens), node -> !isHead(node) && !isPerSequence(node));
  }

  private double headSeconds(long answers) {
    return seconds(decode(answers, 1), StepTimes::isHead);
  }

  private double decodingSeconds(long sequences, long context) {
    List<Graph> step =
        ModelGraphs.decodeStages(model, of(sequences, context), context, 1L + drafted);
    return seconds(step, StepTimes::isPerSequence);
  }

  private double promptSeconds(long count, long length) {
    return seconds(prefill(count, length), StepTimes::isPerSequence);
  }

  private static boolean isHead(Graph.Node node) {
    return HEAD.contains(node.name());
  }

  private static boolean isPerSequence(Graph.Node node) {
    return node.operator() instanceof Attention
        || node.operator() instanceof StateScan
        || node.operator() instanceof CausalConvolution
        || LATENT.contains(node.name());
  }

  private List<Graph> prefill(long sequences, long tokens) {
    return ModelGraphs.prefillStages(model, of(sequences, tokens));
  }

  private List<Graph> decode(long sequences, long context) {
    return ModelGraphs.decodeStages(model, of(sequences, context), context, 1);
  }

  private Workload of(long sequences, long tokens) {
    return new Workload(
        sequences * workload.parallelism().data(),
        tokens,
        1,
        0,
        workload.precision(),
        workload.parallelism(),
        workload.kernels(),
        workload.placement(),
        workload.speculation(),
        workload.expertSkew());
  }

  private double seconds(List<Graph> stages, Predicate<Graph.Node> counts) {
    double seconds = 0;
    for (Graph stage : stages) {
      Graph launched = KernelGraph.of(stage, stack);
      for (Graph.Node node : launched.nodes()) {
        if (counts.test(KernelGraph.owner(launched, node))) {
          seconds += node.count() * costs.estimate(node.operator()).latencySeconds();
        }
      }
    }
    return seconds;
  }
}
