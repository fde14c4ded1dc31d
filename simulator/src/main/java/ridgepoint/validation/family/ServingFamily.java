package ridgepoint.validation.family;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.workload.KernelChoices;
import ridgepoint.workload.Parallelism;
import ridgepoint.workload.Placement;
import ridgepoint.workload.Workload;

/**
 * Served models: time to first token and per output token at a constant number of requests in
 * flight. Rows that queue, or that do not say what they ran on are not scored; those that prefill
 * and decode on different workers have figures of names of their own.
 */
final class ServingFamily implements Family {
  private static final double MILLISECOND = 1e-3;

  /** Runs of prompts and decoding on the same workers stayed in one node. */
  private static final int NODE_DEVICES = 8;

  /**
   * Experts of served models are not equally popular, and their steps touch fewer of them. Of 0,
   * 0.5, 0.8 and 1.1 the one that suits most models: DeepSeek-R1 by SGLang and Qwen3-235B by
   * TensorRT-LLM go from 11 to 3% and 14 to 8% per token.
   */
  private static final double EXPERT_SKEW = 0.8;

  /**
   * Ids of our models by the names of their repositories; variants that compute alike share one.
   */
  private static final Map<String, String> MODELS =
      Map.ofEntries(
          Map.entry("MiniMaxAI/MiniMax-M2.5", "minimax-m2.5"),
          Map.entry("Qwen/Qwen3-32B", "qwen3-32b"),
          Map.entry("Qwen/Qwen3-235B-A22B-FP8", "qwen3-235b-a22b"),
          Map.entry("Qwen/Qwen3.5-397B-A17B", "qwen3.5-397b-a17b"),
          Map.entry("deepseek-ai/DeepSeek-R1", "deepseek-v3"),
          Map.entry("deepseek-ai/DeepSeek-V3", "deepseek-v3"),
          Map.entry("meta-llama/Llama-3.1-70B", "llama-3.1-70b"),
          Map.entry("meta-llama/Llama-3.1-8B-Instruct", "llama-3.1-8b"),
          Map.entry("moonshotai/Kimi-K2.5", "kimi-k2.5"),
          Map.entry("nvidia/Llama-3.1-8B-Instruct-FP8", "llama-3.1-8b"),
          Map.entry("openai/gpt-oss-120b", "gpt-oss-120b"),
          Map.entry("zhipuai/GLM-5", "glm-5"));

  @Override
  public String name() {
    return "e2e";
  }

  @Override
  public List<String> machineColumns() {
    return List.of("system", "backend");
  }

  @Override
  public String machine(Row row) {
    return row.text("system");
  }

  @Override
  public List<String> columns() {
    return List.of(
        "model",
        "version",
        "mode",
        "isl",
        "osl",
        "gemm_quant",
        "concurrency",
        "tp",
        "pp",
        "dp",
        "moe_tp",
        "moe_ep",
        "moe_quant",
        "ttft_ms",
        "tpot_ms",
        "saturated",
        "underspecified");
  }

  /** Of a row that is skipped as a whole; its figures are called ttft and tpot. */
  @Override
  public String dtype(Row row) {
    return "ttft, tpot";
  }

  @Override
  public List<Measured> measured(Row row, DeviceSpec device) {
    boolean disaggregated = !row.text("mode").equals("agg");
    if (row.isSet("underspecified")) {
      throw new OutOfScope("row does not say what it ran on");
    }
    if (row.text("concurrency").isEmpty()) {
      throw new OutOfScope("row does not say how many requests were in flight");
    }
    String model = MODELS.get(row.text("model"));
    if (model == null) {
      throw new OutOfScope("model '" + row.text("model") + "' is not described");
    }
    Optional<String> leftOut =
        row.isSet("saturated") ? Optional.of("saturated: requests queue") : Optional.empty();
    String kind = disaggregated ? ", disaggregated" : "";
    return List.of(
        new Measured(
            "ttft" + kind,
            row.amount("ttft_ms") * MILLISECOND,
            leftOut,
            question(row, model, device, true, disaggregated)),
        new Measured(
            "tpot" + kind,
            row.amount("tpot_ms") * MILLISECOND,
            leftOut,
            question(row, model, device, false, disaggregated)));
  }

  private static Question question(
      Row row, String model, DeviceSpec device, boolean first, boolean disaggregated) {
    Benchmark benchmark = disaggregated ? Benchmark.ofPools() : Benchmark.of(row);
    Workload workload =
        new Workload(
            row.size("concurrency"),
            row.size("isl"),
            row.size("osl"),
            0,
            ServedPrecision.of(row, model, device),
            disaggregated ? pool(row, "d_") : parallelism(row),
            KernelChoices.DEFAULT,
            Placement.ON_DEVICE,
            benchmark.speculation(),
            EXPERT_SKEW);
    Optional<Question.Serving.Pools> pools =
        disaggregated
            ? Optional.of(
                new Question.Serving.Pools(
                    pool(row, "p_"), orOne(row, "p_workers"), orOne(row, "d_workers")))
            : Optional.empty();
    return new Question.Serving(row.text("system"), model, workload, benchmark, first, pools);
  }

  /**
   * Replicas of attention are implied where experts lie on more devices than tensors do. Rows that
   * claim the square of the devices of a run repeat its figures; what they say is what it had.
   */
  private static Parallelism parallelism(Row row) {
    int tensor = orOne(row, "tp");
    int experts = orOne(row, "moe_tp") * orOne(row, "moe_ep");
    int claimed = tensor * orOne(row, "dp");
    if (claimed > NODE_DEVICES && claimed == experts) {
      int devices = (int) Math.round(Math.sqrt(claimed));
      return new Parallelism(tensor, orOne(row, "pp"), devices, devices / tensor);
    }
    boolean implied = row.text("dp").isEmpty() && experts > tensor;
    return implied
        ? new Parallelism(tensor, orOne(row, "pp"), experts, experts / tensor)
        : new Parallelism(tensor, orOne(row, "pp"), orOne(row, "moe_ep"), orOne(row, "dp"));
  }

  /** How a worker of a pool is spread; beside replicas of attention experts are on all devices. */
  private static Parallelism pool(Row row, String prefix) {
    int replicas = orOne(row, prefix + "dp");
    int experts = orOne(row, prefix + "moe_ep");
    int all = experts * orOne(row, prefix + "moe_tp");
    return new Parallelism(
        orOne(row, prefix + "tp"),
        orOne(row, prefix + "pp"),
        replicas > 1 ? all : experts,
        replicas);
  }

  private static int orOne(Row row, String column) {
    String text = row.textOrEmpty(column);
    return text.isEmpty() || Double.parseDouble(text) == 0 ? 1 : row.count(column);
  }
}
