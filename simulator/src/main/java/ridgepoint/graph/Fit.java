package ridgepoint.graph;

import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ridgepoint.input.InputException;
import ridgepoint.model.DenseFeedForward;
import ridgepoint.model.FeedForward;
import ridgepoint.model.GatedDelta;
import ridgepoint.model.GroupedAttention;
import ridgepoint.model.LatentAttention;
import ridgepoint.model.Layer;
import ridgepoint.model.Mamba2;
import ridgepoint.model.Mixer;
import ridgepoint.model.MixtureOfExperts;
import ridgepoint.model.ModelSpec;
import ridgepoint.model.Rwkv6;
import ridgepoint.workload.KernelChoices;
import ridgepoint.workload.Parallelism;
import ridgepoint.workload.Workload;

/** Whether a workload fits a model: sizes, positions, and parallelism that divides. */
final class Fit {
  private static final long MAXIMUM_BATCH = 1L << 20;
  private static final long MAXIMUM_TOKENS = 1L << 30;
  private static final int MAXIMUM_DEVICES = 1 << 16;
  private static final int LISTED = 12;

  private Fit() {}

  /**
   * @throws InputException naming the value, the limit and what is allowed
   */
  static void check(ModelSpec model, Workload workload) {
    range("batch size", workload.batchSize(), 1, MAXIMUM_BATCH);
    range("input length", workload.inputLength(), 1, MAXIMUM_TOKENS);
    range("output length", workload.outputLength(), 0, MAXIMUM_TOKENS);
    range("cached prefix", workload.cachedPrefix(), 0, workload.inputLength() - 1);
    kernels(workload.kernels());
    parallelism(model, workload.parallelism());
  }

  private static void kernels(KernelChoices kernels) {
    if (!(kernels.weightDensity() > 0 && kernels.weightDensity() <= 1)) {
      throw new InputException(
          "weight density must be above 0 and at most 1, got " + kernels.weightDensity());
    }
    if (kernels.window().isPresent()) {
      range("attention window", kernels.window().getAsLong(), 1, MAXIMUM_TOKENS);
    }
    range("sink tokens", kernels.sinkTokens(), 0, MAXIMUM_TOKENS);
  }

  private static void parallelism(ModelSpec model, Parallelism parallelism) {
    int tensor = parallelism.tensor();
    int experts = parallelism.expert();
    range("tensor parallelism (tp)", tensor, 1, MAXIMUM_DEVICES);
    range("pipeline parallelism (pp)", parallelism.pipeline(), 1, MAXIMUM_DEVICES);
    range("expert parallelism (ep)", experts, 1, MAXIMUM_DEVICES);
    range("data parallelism (dp)", parallelism.data(), 1, MAXIMUM_DEVICES);
    List<Layer> kinds = LayerCount.of(model.layers()).stream().map(LayerCount::layer).toList();
    IntPredicate divides = degree -> kinds.stream().allMatch(layer -> divides(layer, degree));
    if (!divides.test(tensor)) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "tp %d does not divide the heads and widths of %s (%s); allowed: %s",
              tensor,
              model.id(),
              model.mixerDescription(),
              allowed(divides, MAXIMUM_DEVICES)));
    }
    int layers = model.layers().size();
    if (parallelism.pipeline() > layers) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "pp %d is more than the %d layers of %s; allowed: 1 to %d",
              parallelism.pipeline(),
              layers,
              model.id(),
              layers));
    }
    if (experts > 1) {
      experts(model, kinds, parallelism);
    }
  }

  private static void experts(ModelSpec model, List<Layer> kinds, Parallelism parallelism) {
    List<MixtureOfExperts> mixtures =
        kinds.stream()
            .map(Layer::feedForward)
            .filter(MixtureOfExperts.class::isInstance)
            .map(MixtureOfExperts.class::cast)
            .toList();
    if (mixtures.isEmpty()) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "ep %d needs a model with experts; %s has none",
              parallelism.expert(),
              model.id()));
    }
    IntPredicate fits =
        degree ->
            ExpertLayout.isPossible(
                    new Parallelism(
                        parallelism.tensor(), parallelism.pipeline(), degree, parallelism.data()))
                && mixtures.stream().allMatch(mixture -> mixture.experts() % degree == 0);
    if (!fits.test(parallelism.expert())) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "ep %d does not fit %s: experts lie on the devices of tp %d x dp %d, so --tp or --dp %d is wanted with it; with these allowed: %s",
              parallelism.expert(),
              model.id(),
              parallelism.tensor(),
              parallelism.data(),
              parallelism.expert(),
              allowed(fits, parallelism.tensor() * parallelism.data())));
    }
  }

  private static boolean divides(Layer layer, int degree) {
    return divides(layer.mixer(), degree) && divides(layer.feedForward(), degree);
  }

  private static boolean divides(Mixer mixer, int degree) {
    if (mixer instanceof GroupedAttention attention) {
      return attention.heads() % degree == 0 && shares(attention.kvHeads(), degree);
    }
    if (mixer instanceof LatentAttention attention) {
      return attention.heads() % degree == 0;
    }
    if (mixer instanceof Mamba2 mamba) {
      return mamba.heads() % degree == 0 && shares(mamba.groups(), degree);
    }
    if (mixer instanceof GatedDelta delta) {
      return delta.valueHeads() % degree == 0 && shares(delta.keyHeads(), degree);
    }
    return ((Rwkv6) mixer).heads() % degree == 0;
  }

  private static boolean shares(int heads, int degree) {
    return heads % degree == 0 || degree % heads == 0;
  }

  private static boolean divides(FeedForward feedForward, int degree) {
    if (feedForward instanceof DenseFeedForward dense) {
      return dense.width() % degree == 0;
    }
    if (feedForward instanceof MixtureOfExperts mixture) {
      return mixture.sharedWidth() % degree == 0;
    }
    return true;
  }

  private static String allowed(IntPredicate fits, int limit) {
    return IntStream.rangeClosed(1, limit)
        .filter(fits)
        .limit(LISTED)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", "));
  }

  private static void range(String what, long value, long least, long most) {
    if (value < least || value > most) {
      throw new InputException(
          String.format(
              Locale.ROOT, "%s must be between %d and %d, got %d", what, least, most, value));
    }
  }
}
