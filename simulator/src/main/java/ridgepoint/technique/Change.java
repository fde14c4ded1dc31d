package ridgepoint.technique;

import java.util.Locale;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.workload.KernelChoices.AttentionKernel;
import ridgepoint.workload.Placement;
import ridgepoint.workload.Speculation;
import ridgepoint.workload.Workload;

/**
 * A primitive change of a workload: the vocabulary that techniques are composed of. A published
 * system that needs a mechanism not listed here needs a new primitive; one that combines listed
 * ones is a data file.
 */
public sealed interface Change {

  /** What it is about. */
  Aspect aspect();

  /** The workload with this change made. */
  Workload apply(Workload workload);

  /** In words, for lists and explanations. */
  String text();

  /** Weights of linear layers are stored in {@code format}. */
  record WeightFormat(Format format) implements Change {
    @Override
    public Aspect aspect() {
      return Aspect.WEIGHT_FORMAT;
    }

    @Override
    public Workload apply(Workload workload) {
      return workload.withPrecision(workload.precision().withWeights(format));
    }

    @Override
    public String text() {
      return "weights stored as " + format;
    }
  }

  /** Only a fraction of the weights of linear layers is kept; 0.5 is 2:4 structured sparsity. */
  record WeightSparsity(double density) implements Change {
    @Override
    public Aspect aspect() {
      return Aspect.WEIGHT_SPARSITY;
    }

    @Override
    public Workload apply(Workload workload) {
      return workload.withKernels(workload.kernels().withWeightDensity(density));
    }

    @Override
    public String text() {
      return "weights kept: " + density;
    }
  }

  /** Activations between operators are stored in {@code format}. */
  record ActivationFormat(Format format) implements Change {
    @Override
    public Aspect aspect() {
      return Aspect.ACTIVATION_FORMAT;
    }

    @Override
    public Workload apply(Workload workload) {
      return workload.withPrecision(workload.precision().withActivations(format));
    }

    @Override
    public String text() {
      return "activations stored as " + format;
    }
  }

  /** Products of linear layers are computed in {@code type}. */
  record ComputeType(DataType type) implements Change {
    @Override
    public Aspect aspect() {
      return Aspect.COMPUTE_TYPE;
    }

    @Override
    public Workload apply(Workload workload) {
      return workload.withPrecision(workload.precision().withCompute(type));
    }

    @Override
    public String text() {
      return "linear layers computed in " + type;
    }
  }

  /** Cached keys and values are stored in {@code format}. */
  record KvCacheFormat(Format format) implements Change {
    @Override
    public Aspect aspect() {
      return Aspect.KV_CACHE_FORMAT;
    }

    @Override
    public Workload apply(Workload workload) {
      return workload.withPrecision(workload.precision().withKvCache(format));
    }

    @Override
    public String text() {
      return "KV cache stored as " + format;
    }
  }

  /** Products of attention are computed in {@code type}. */
  record AttentionComputeType(DataType type) implements Change {
    @Override
    public Aspect aspect() {
      return Aspect.ATTENTION_COMPUTE_TYPE;
    }

    @Override
    public Workload apply(Workload workload) {
      return workload.withPrecision(workload.precision().withAttentionCompute(type));
    }

    @Override
    public String text() {
      return "attention computed in " + type;
    }
  }

  /** Attention is computed by {@code kernel}. */
  record AttentionBy(AttentionKernel kernel) implements Change {
    @Override
    public Aspect aspect() {
      return Aspect.ATTENTION_KERNEL;
    }

    @Override
    public Workload apply(Workload workload) {
      return workload.withKernels(workload.kernels().withAttention(kernel));
    }

    @Override
    public String text() {
      return "attention by "
          + switch (kernel) {
            case UNFUSED -> "separate products and softmax";
            case FLASH -> "one fused kernel";
            case FLASH_SPLIT_KV -> "one fused kernel, keys split over workers";
          };
    }
  }

  /** A query sees the last {@code window} keys and the first {@code sinkTokens} ones. */
  record AttentionSpan(long window, long sinkTokens) implements Change {
    @Override
    public Aspect aspect() {
      return Aspect.ATTENTION_SPAN;
    }

    @Override
    public Workload apply(Workload workload) {
      return workload.withKernels(workload.kernels().withWindow(window, sinkTokens));
    }

    @Override
    public String text() {
      return String.format(
          Locale.ROOT, "attention to the last %d keys and the first %d", window, sinkTokens);
    }
  }

  /** Weights and KV cache are spread over device, host memory and storage. */
  record Place(Placement placement) implements Change {
    @Override
    public Aspect aspect() {
      return Aspect.PLACEMENT;
    }

    @Override
    public Workload apply(Workload workload) {
      return workload.withPlacement(placement);
    }

    @Override
    public String text() {
      return "weights %s, KV cache %s%s%s"
          .formatted(
              places(placement.weights()),
              places(placement.kvCache()),
              placement.overlapped() ? ", transfers overlapped" : "",
              placement.deviceBatches() > 1
                  ? String.format(
                      Locale.ROOT, ", %d batches per fetched layer", placement.deviceBatches())
                  : "");
    }

    private static String places(Placement.Split split) {
      return String.format(
          Locale.ROOT,
          "%.0f/%.0f/%.0f%% on device/host/storage",
          100 * split.device(),
          100 * split.host(),
          100 * split.storage());
    }
  }

  /** A draft model proposes tokens that the model checks. */
  record Speculate(Speculation speculation) implements Change {
    @Override
    public Aspect aspect() {
      return Aspect.DECODING;
    }

    @Override
    public Workload apply(Workload workload) {
      return workload.withSpeculation(speculation);
    }

    @Override
    public String text() {
      return String.format(
          Locale.ROOT,
          "%d tokens drafted by %s, each accepted with probability %s",
          speculation.draftLength(),
          speculation.draftModel(),
          speculation.acceptanceRate());
    }
  }
}
