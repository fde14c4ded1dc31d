package ridgepoint.cli.run;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.Names;
import ridgepoint.cli.option.PrecisionOptions;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.input.InputException;
import ridgepoint.model.ModelSpec;
import ridgepoint.model.library.Checkpoint;
import ridgepoint.workload.KernelChoices;
import ridgepoint.workload.KernelChoices.AttentionKernel;
import ridgepoint.workload.Parallelism;
import ridgepoint.workload.Placement;
import ridgepoint.workload.Workload;

/** What is asked of a model. */
final class WorkloadOptions {
  private static final long STANDARD_OUTPUT = 128;
  private static final double MOST_SKEW = 10;

  @Option(
      names = {"--batch-size", "--bs"},
      paramLabel = "N",
      description = "Sequences that run together, over all replicas (default: ${DEFAULT-VALUE}).")
  long batchSize = 1;

  @Option(
      names = {"--input-len", "--isl"},
      paramLabel = "N",
      description = "Prompt tokens of a sequence (default: ${DEFAULT-VALUE}).")
  long inputLength = 1024;

  @Option(
      names = {"--output-len", "--osl"},
      paramLabel = "N",
      description =
          "Tokens generated for a sequence, the first included (default: 128; 0 for encoders).")
  Long outputLength;

  @Option(
      names = {"--prefix", "--cached-prefix"},
      paramLabel = "N",
      description = "Prompt tokens that are cached already (default: ${DEFAULT-VALUE}).")
  long cachedPrefix;

  @Option(
      names = {"--tp", "--tp-size"},
      paramLabel = "N",
      description = "Tensor-parallel devices (default: ${DEFAULT-VALUE}).")
  int tensor = 1;

  @Option(
      names = {"--pp", "--pp-size"},
      paramLabel = "N",
      description =
          "Pipeline stages (default: ${DEFAULT-VALUE}). A batch runs as up to that many"
              + " micro-batches.")
  int pipeline = 1;

  @Option(
      names = {"--ep", "--ep-size"},
      paramLabel = "N",
      description = "Expert-parallel devices (default: ${DEFAULT-VALUE}).")
  int expert = 1;

  @Option(
      names = {"--dp", "--dp-size"},
      paramLabel = "N",
      description = "Replicas that split the batch (default: ${DEFAULT-VALUE}).")
  int data = 1;

  @Option(
      names = "--expert-skew",
      paramLabel = "S",
      description =
          "Popularity of a layer's experts: the i-th gets i^-S of the first's tokens; trained "
              + "models have about 0.8 (default: 0, all alike).")
  double expertSkew;

  @Option(
      names = "--attention",
      paramLabel = "KERNEL",
      description = "unfused, flash or flash-split-kv (default).")
  String attention = "flash-split-kv";

  @Mixin PrecisionOptions precision = new PrecisionOptions();

  Parallelism parallelism() {
    return new Parallelism(tensor, pipeline, expert, data);
  }

  Workload workload(DeviceSpec device, Checkpoint checkpoint) {
    ModelSpec model = checkpoint.model();
    return new Workload(
        batchSize,
        inputLength,
        outputLength(model),
        cachedPrefix,
        precision.precision(device, checkpoint),
        parallelism(),
        KernelChoices.DEFAULT.withAttention(
            Names.parse("--attention", attention, AttentionKernel.values())),
        Placement.ON_DEVICE,
        Optional.empty(),
        expertSkew());
  }

  private double expertSkew() {
    if (!(expertSkew >= 0 && expertSkew <= MOST_SKEW)) {
      throw new InputException(
          "--expert-skew: %s is not between 0 and %s".formatted(expertSkew, MOST_SKEW));
    }
    return expertSkew;
  }

  private long outputLength(ModelSpec model) {
    if (outputLength != null) {
      return outputLength;
    }
    return model.isDecoder() ? STANDARD_OUTPUT : 0;
  }

  void echo(Map<String, String> inputs, Workload workload) {
    inputs.put("batch-size", Long.toString(workload.batchSize()));
    inputs.put("input-len", Long.toString(workload.inputLength()));
    inputs.put("output-len", Long.toString(workload.outputLength()));
    inputs.put("prefix", Long.toString(workload.cachedPrefix()));
    inputs.put("tp", Integer.toString(workload.parallelism().tensor()));
    inputs.put("pp", Integer.toString(workload.parallelism().pipeline()));
    inputs.put("ep", Integer.toString(workload.parallelism().expert()));
    inputs.put("dp", Integer.toString(workload.parallelism().data()));
    precision.echo(inputs, workload.precision());
    inputs.put("attention", Names.id(workload.kernels().attention()));
    if (workload.expertSkew() > 0) {
      inputs.put("expert-skew", Double.toString(workload.expertSkew()));
    }
  }
}
