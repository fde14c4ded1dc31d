package ridgepoint.execution;

import java.util.Locale;
import ridgepoint.graph.ModelGraphs;
import ridgepoint.input.InputException;
import ridgepoint.model.GatedDelta;
import ridgepoint.model.GroupedAttention;
import ridgepoint.model.LatentAttention;
import ridgepoint.model.Layer;
import ridgepoint.model.ModelSpec;
import ridgepoint.workload.Parallelism;
import ridgepoint.workload.Workload;

/** What executions can be asked for. */
final class ExecutionLimits {
  /** Weights are held as fp32 numbers while they are made, and checked in fp64. */
  static final double LARGEST_WEIGHTS_BYTES = 2e9;

  private static final long MOST_TOKENS = 4096;

  private ExecutionLimits() {}

  /**
   * @throws InputException naming the limit
   */
  static void check(ExecutionRequest request) {
    ModelSpec model = request.model();
    Workload workload = request.workload();
    double bytes = model.parameters().total() * (double) Float.BYTES;
    if (bytes > LARGEST_WEIGHTS_BYTES) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s has %.1f GB of weights in fp32, more than the %.0f GB that execute takes; models made for it begin with tiny-",
              model.id(),
              bytes / 1e9,
              LARGEST_WEIGHTS_BYTES / 1e9));
    }
    for (Layer layer : model.layers()) {
      boolean sparse =
          layer.mixer() instanceof LatentAttention attention && attention.index().isPresent();
      if (sparse || layer.mixer() instanceof GatedDelta) {
        throw new InputException(
            "%s cannot be executed: there are no kernels for '%s' yet, only costs"
                .formatted(model.id(), layer.mixer().description()));
      }
    }
    // Sizes that make no sense are refused there.
    ModelGraphs.prefill(model, workload);
    Parallelism parallelism = workload.parallelism();
    if (parallelism.pipeline() > 1 || parallelism.expert() > 1 || parallelism.data() > 1) {
      throw new InputException(
          "execute runs tensor-parallel devices (--tp) only; pp, ep and dp must be 1");
    }
    if (workload.cachedPrefix() > 0) {
      throw new InputException("execute begins with nothing cached; --prefix must be 0");
    }
    long tokens =
        workload.batchSize() * (workload.inputLength() + Math.max(0, workload.outputLength()));
    if (workload.batchSize() > MOST_TOKENS || tokens > MOST_TOKENS) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "execute takes up to %d tokens of all sequences together, got batch %d of %d in and %d out",
              MOST_TOKENS,
              workload.batchSize(),
              workload.inputLength(),
              workload.outputLength()));
    }
  }

  /**
   * Whether a model can draft for the one to be executed.
   *
   * @throws InputException when it cannot
   */
  static void checkDraft(ExecutionRequest request, ModelSpec draftModel) {
    for (Layer layer : request.model().layers()) {
      boolean forgets =
          layer.mixer() instanceof GroupedAttention || layer.mixer() instanceof LatentAttention;
      if (!forgets || request.workload().batchSize() > 1) {
        throw new InputException(
            "execute drafts tokens for one sequence (--batch-size 1) of an attention model, whose cache can forget refused ones");
      }
    }
    if (draftModel.head().outputs() != request.model().head().outputs()) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "draft %s has %d words, %s has %d: a draft needs the same vocabulary",
              draftModel.id(),
              draftModel.head().outputs(),
              request.model().id(),
              request.model().head().outputs()));
    }
  }
}
