package ridgepoint.validation.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ridgepoint.energy.Duration;
import ridgepoint.energy.OperandData;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Operator;

/** What a row of each family is in our own operators. */
class FamiliesTest {
  private static final DeviceSpec H100 = new DeviceLibrary().load("h100-sxm");

  private static Row row(String... columnsAndFields) {
    Map<String, Integer> columns = new LinkedHashMap<>();
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < columnsAndFields.length; i += 2) {
      columns.put(columnsAndFields[i], fields.size());
      fields.add(columnsAndFields[i + 1]);
    }
    return new Row(Path.of("x.csv"), 2, columns, fields);
  }

  private static Measured only(Family family, Row row) {
    List<Measured> measured = family.measured(row, H100);
    assertEquals(1, measured.size());
    return measured.get(0);
  }

  private static List<Operator> kernels(Measured measured) {
    return ((Question.Kernels) measured.question()).operators();
  }

  private static Row gemm(String backend, String dtype, String flag) {
    return row(
        "gpu",
        "h100_sxm",
        "backend",
        backend,
        "source",
        "aic",
        "dtype",
        dtype,
        "m",
        "16",
        "n",
        "32",
        "k",
        "64",
        "latency_s",
        "1e-5",
        "flag",
        flag);
  }

  @ParameterizedTest
  @CsvSource({
    "trtllm, bfloat16, 1",
    "trtllm, fp8, 3",
    "vllm, fp8, 2",
    "sglang, fp8_block, 2",
    "trtllm, nvfp4, 2",
    "trtllm, int4_wo, 1"
  })
  void narrowProductsIncludeTheQuantisationOfTheirActivations(
      String backend, String dtype, int count) {
    DeviceSpec gb200 = new DeviceLibrary().load("gb200");
    Row row = gemm(backend, dtype, "ok");
    List<Operator> kernels = kernels(new GemmFamily().measured(row, gb200).get(0));
    assertEquals(count, kernels.size());
    Gemm product = (Gemm) kernels.get(count - 1);
    assertEquals(List.of(16L, 32L, 64L), List.of(product.m(), product.n(), product.k()));
    assertEquals(16, product.output().type().bits());
  }

  @Test
  void aSpikeDoesNotCount() {
    assertTrue(only(new GemmFamily(), gemm("vllm", "bfloat16", "ok")).leftOut().isEmpty());
    assertTrue(only(new GemmFamily(), gemm("vllm", "bfloat16", "spike")).leftOut().isPresent());
  }

  @Test
  void nvfp4WeightsTakeNineSixteenthsOfAByte() {
    assertEquals(0.5625, Precision.of("nvfp4").weight().bytes(1));
  }

  @Test
  void onlyWeightsAreNarrowWhereNarrowProductsAreMissing() {
    DeviceSpec a100 = new DeviceLibrary().load("a100-sxm-80gb");
    Precision there = Precision.of("fp8").on(a100);
    assertEquals(DataType.BF16, there.compute());
    assertEquals(1, there.weight().bytes(1));
    assertFalse(there.quantisesActivations());
    assertEquals(Precision.of("fp8"), Precision.of("fp8").on(H100));
  }

  @Test
  void anUnknownTypeIsOutOfScope() {
    assertThrows(Family.OutOfScope.class, () -> Precision.of("fp3"));
  }

  /** Weights, tables and the scales of rows are no part of what the files count. */
  @ParameterizedTest
  @CsvSource({
    "rms_norm, 4",
    "layer_norm, 4",
    "silu, 4",
    "gelu, 4",
    "silu_mul, 6",
    "residual_add, 6",
    "add_rms_norm, 8",
    "embedding, 4",
    "rope, 4",
    "fp8_quant_static, 3",
    "fp8_scale_compute, 2"
  })
  void elementwiseBytesAreThoseOfTheFiles(String name, double perElement) {
    long tokens = 4096;
    long width = 8192;
    Operator operator = ElementwiseFamily.operator(name, tokens, width, Format.of(DataType.FP16));
    double bytes = operator.work().bytes().total();
    assertEquals(1, bytes / (perElement * tokens * width), 0.02);
  }

  @Test
  void aDecodeStepAttendsToTheCachedTokensAndItself() {
    Row row =
        row(
            "gpu",
            "h100_sxm",
            "backend",
            "trtllm",
            "source",
            "aic",
            "batch",
            "2",
            "kv_len",
            "0",
            "heads",
            "8",
            "kv_heads",
            "2",
            "head_dim",
            "128",
            "window",
            "0",
            "kv_dtype",
            "fp8",
            "latency_s",
            "1e-5",
            "flag",
            "ok");
    List<Operator> kernels = kernels(only(new DecodeFamily(), row));
    assertEquals(1, ((Attention) kernels.get(0)).keyLength());
    assertEquals(2, kernels.size(), "with the rotation and the write to the cache");
  }

  @Test
  void aCachedPrefixIsAttendedToButNotComputed() {
    Row row =
        row(
            "gpu",
            "h100_sxm",
            "backend",
            "vllm",
            "source",
            "lss",
            "batch",
            "1",
            "seq",
            "64",
            "prefix",
            "1000",
            "heads",
            "8",
            "kv_heads",
            "2",
            "head_dim",
            "128",
            "window",
            "0",
            "dtype",
            "bfloat16",
            "kv_dtype",
            "bfloat16",
            "latency_s",
            "1e-5",
            "flag",
            "ok");
    Measured measured = only(new PrefillFamily(), row);
    Attention attention = (Attention) kernels(measured).get(0);
    assertEquals(64, attention.queryLength());
    assertEquals(1064, attention.keyLength());
    assertEquals(Question.Timing.PROFILER, ((Question.Kernels) measured.question()).timing());
  }

  private static Row latents(String backend, String phase, String seq, String cached) {
    return row(
        "gpu",
        "h100_sxm",
        "backend",
        backend,
        "source",
        "aic",
        "phase",
        phase,
        "batch",
        "4",
        "seq",
        seq,
        "heads",
        "16",
        "kv_lora_rank",
        "512",
        "rope_dim",
        "64",
        "nope_dim",
        "128",
        "v_dim",
        "128",
        "kv_dtype",
        cached,
        "latency_s",
        "1e-5");
  }

  @Test
  void absorbedAttentionReadsTheLatentOnce() {
    Row row = latents("trtllm", "decode", "1023", "bfloat16");
    Operator attention = kernels(only(new LatentAttentionFamily(), row)).get(0);
    assertEquals(4.0 * 1024 * 576 * 2, attention.work().read().kvCache());
  }

  @Test
  void promptsAreExpandedByTensorRtAndAttendToLatentsWithSglang() {
    double pairs = 4 * 16 * 1024 * 1025 / 2.0;
    List<Operator> expanded =
        kernels(
            only(new LatentAttentionFamily(), latents("trtllm", "prefill", "1024", "bfloat16")));
    assertEquals(2 * pairs * (192 + 128), expanded.get(0).work().matrixOperations());
    List<Operator> absorbed =
        kernels(
            only(new LatentAttentionFamily(), latents("sglang", "prefill", "1024", "bfloat16")));
    assertEquals(2 * pairs * (576 + 512), absorbed.get(0).work().matrixOperations());
  }

  @Test
  void aCacheOf8BitsIsWidenedFirstBySglang() {
    List<Operator> kernels =
        kernels(only(new LatentAttentionFamily(), latents("sglang", "decode", "1023", "fp8")));
    assertEquals(2, kernels.size());
    assertEquals(4.0 * 1024 * 576 * 2, kernels.get(1).work().written().total());
  }

  private static Row linear(String backend, String kernel) {
    return row(
        "gpu",
        "h100_sxm",
        "backend",
        backend,
        "source",
        "aic",
        "op",
        "gdn",
        "kernel",
        kernel,
        "phase",
        "context",
        "batch",
        "2",
        "seq",
        "256",
        "d_conv",
        "4",
        "k_heads",
        "16",
        "k_dim",
        "128",
        "v_heads",
        "32",
        "v_dim",
        "128",
        "latency_s",
        "1e-5");
  }

  @Test
  void theChunkedDeltaRuleIsOneKernelOfFlashInferAndARowOfTritonKernels() {
    LinearAttentionFamily family = new LinearAttentionFamily();
    String fused = "chunk_gated_delta_rule_flashinfer";
    assertEquals(1, kernels(only(family, linear("vllm", fused))).size());
    List<Operator> row = kernels(only(family, linear("trtllm", "chunk_gated_delta_rule")));
    assertEquals(6, row.size());
    // Four chunks of two sequences and 32 heads; 64 by 64 products of keys of 128.
    assertEquals(2.0 * 4 * 2 * 32 * 64 * 64 * 128, row.get(1).work().matrixOperations());
  }

  @Test
  void balancedRoutingDealsRowsOutEvenly() {
    assertEquals(new RoutedRows(1024, 16), RoutedRows.of(1024, 8, 128, 8, "balanced"));
    assertEquals(new RoutedRows(4, 4), RoutedRows.of(4, 8, 128, 8, "balanced"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 32})
  void theHotRankOfAPowerLawReceivesMoreThanItsShare(int ranks) {
    RoutedRows rows = RoutedRows.of(4096, 8, 128, ranks, "power_law_1.2");
    double share = 4096.0 * 8 / ranks;
    assertTrue(rows.rows() >= 0.7 * share, "rows " + rows);
    if (ranks > 1) {
      assertTrue(rows.rows() > share, "rows " + rows);
    }
    assertEquals(rows, RoutedRows.of(4096, 8, 128, ranks, "power_law_1.2"));
  }

  @Test
  void ncclRowsUseTheAlgorithmsOfNccl() {
    Row row =
        row(
            "gpu",
            "h100_sxm",
            "backend",
            "nccl",
            "source",
            "aic",
            "op",
            "all_reduce",
            "dtype",
            "half",
            "num_gpus",
            "8",
            "bytes",
            "4096",
            "latency_s",
            "1e-5",
            "topology",
            "node");
    Question.Exchange exchange =
        (Question.Exchange) only(new CollectiveFamily("allreduce"), row).question();
    assertEquals(4096, exchange.collective().bufferBytes());
    assertEquals(List.of("nccl"), exchange.software().libraries());
  }

  private static Row energyOfProduct(String backend, String width, String settled) {
    return row(
        "gpu",
        "h200_sxm",
        "backend",
        backend,
        "source",
        "aic",
        "op",
        "gemm",
        "dtype",
        "bfloat16",
        "a1",
        "4096",
        "a2",
        width,
        "a3",
        width,
        "a4",
        "",
        "a5",
        "",
        "a6",
        "",
        "dist",
        "",
        "energy_j",
        "0.1",
        "settled",
        settled);
  }

  private static Question.Joules joules(Row row) {
    return (Question.Joules) only(new EnergyFamily(), row).question();
  }

  @Test
  void energyCountsOnlyOnceItHasSettled() {
    Row row = energyOfProduct("vllm", "4096", "0");
    assertTrue(only(new EnergyFamily(), row).leftOut().isPresent());
  }

  @Test
  void energyIsOfSustainedProductsThatRotateTheirWeights() {
    Question.Kernels kernels = joules(energyOfProduct("vllm", "4096", "1")).kernels();
    assertEquals(6, kernels.caches().weightCopies());
    assertEquals(Duration.SUSTAINED, kernels.duration());
  }

  @Test
  void theLargestWeightsThatVllmNeverWroteAreZeros() {
    assertEquals(OperandData.ZERO_WEIGHTS, joules(energyOfProduct("vllm", "65536", "1")).data());
    assertEquals(OperandData.RANDOM, joules(energyOfProduct("vllm", "4096", "1")).data());
    assertEquals(OperandData.RANDOM, joules(energyOfProduct("trtllm", "65536", "1")).data());
  }

  private static Row served(String mode, String concurrency, String saturated) {
    return row(
        "model",
        "Qwen/Qwen3-32B",
        "system",
        "h100_sxm",
        "backend",
        "vllm",
        "mode",
        mode,
        "isl",
        "1024",
        "osl",
        "128",
        "gemm_quant",
        "fp8",
        "concurrency",
        concurrency,
        "tp",
        "2",
        "pp",
        "1",
        "dp",
        "",
        "moe_tp",
        "",
        "moe_quant",
        "",
        "version",
        "",
        "moe_ep",
        "",
        "ttft_ms",
        "200",
        "tpot_ms",
        "20",
        "saturated",
        saturated,
        "underspecified",
        "0");
  }

  @Test
  void aServedModelHasTwoFiguresInSeconds() {
    List<Measured> measured = new ServingFamily().measured(served("agg", "16", "0"), H100);
    assertEquals(List.of("ttft", "tpot"), measured.stream().map(Measured::dtype).toList());
    assertEquals(0.02, measured.get(1).value(), 1e-12);
    assertEquals(16, ((Question.Serving) measured.get(1).question()).workload().batchSize());
    assertTrue(measured.get(0).leftOut().isEmpty());
  }

  @Test
  void workersOfPromptsAndOfDecodingHaveFiguresOfTheirOwn() {
    List<Measured> measured = new ServingFamily().measured(served("disagg", "16", "0"), H100);
    assertEquals(
        List.of("ttft, disaggregated", "tpot, disaggregated"),
        measured.stream().map(Measured::dtype).toList());
    assertTrue(((Question.Serving) measured.get(0).question()).pools().isPresent());
  }

  @Test
  void queueingIsNotScored() {
    assertTrue(
        new ServingFamily().measured(served("agg", "16", "1"), H100).get(0).leftOut().isPresent());
    assertThrows(
        Family.OutOfScope.class, () -> new ServingFamily().measured(served("agg", "", "0"), H100));
  }

  @Test
  void rowsWithoutReplicasAreOfServersStartedForTheirLengths() {
    Question.Serving served =
        (Question.Serving)
            new ServingFamily().measured(served("agg", "16", "0"), H100).get(0).question();
    assertTrue(served.benchmark().tokensPerStep().isPresent());
    assertEquals(10, served.benchmark().rounds());
  }
}
