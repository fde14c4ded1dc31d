package ridgepoint.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import ridgepoint.estimate.CostModel;
import ridgepoint.fidelity.CostModels;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.graph.ModelGraphs;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.hardware.library.SystemLibrary;
import ridgepoint.model.ModelSpec;
import ridgepoint.model.library.ModelLibrary;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Graph;
import ridgepoint.workload.Parallelism;
import ridgepoint.workload.Precision;
import ridgepoint.workload.Workload;

/**
 * Estimates that are asked for most often, from graph to seconds; descriptions are read beforehand.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Estimates {
  private static final Format BF16 = Format.of(DataType.BF16);

  private final ModelSpec llama = ModelLibrary.load("llama-2-7b");
  private final Workload single = Workload.of(1, 2048, 2, Precision.uniform(DataType.FP16));
  private final CostModel roofline =
      CostModels.of(Fidelity.ROOFLINE, new DeviceLibrary().load("a100-sxm-80gb"));

  private final ModelSpec gpt3 = ModelLibrary.load("gpt3-175b");
  private final Workload onEight =
      Workload.of(8, 2048, 2, Precision.uniform(DataType.FP16))
          .withParallelism(new Parallelism(8, 1, 1, 1));
  private final SystemSpec eight = new SystemLibrary().load("dgx-a100");
  private final CostModel pipeline = CostModels.of(Fidelity.PIPELINE, eight);

  private final CostModel gpu =
      CostModels.of(Fidelity.PIPELINE, new DeviceLibrary().load("h100-sxm"));
  private final Gemm gemm = Gemm.linear(512, 8192, 28672, BF16, BF16, DataType.BF16);

  /** Roofline of Llama-2-7B on one A100: graphs of prefill and decode step, every operator. */
  @Benchmark
  public double rooflineLlama2PrefillAndDecode() {
    return seconds(ModelGraphs.prefill(llama, single), roofline)
        + seconds(ModelGraphs.decodeStep(llama, single, 2048), roofline);
  }

  /** Pipeline estimate of GPT-3 175B on eight A100: graphs of prefill and decode step. */
  @Benchmark
  public double pipelineGpt3PrefillAndDecode() {
    return seconds(ModelGraphs.prefill(gpt3, onEight), pipeline)
        + seconds(ModelGraphs.decodeStep(gpt3, onEight, 2048), pipeline);
  }

  /** Pipeline estimate of one matrix product, its search for a tiling included. */
  @Benchmark
  public double pipelineGemmWithTilingSearch() {
    return gpu.estimate(gemm).latencySeconds();
  }

  private static double seconds(Graph graph, CostModel model) {
    double total = 0;
    for (Graph.Node node : graph.nodes()) {
      total += node.count() * model.estimate(node.operator()).latencySeconds();
    }
    return total;
  }
}
