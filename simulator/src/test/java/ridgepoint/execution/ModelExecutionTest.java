package ridgepoint.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import ridgepoint.cycle.CycleSettings;
import ridgepoint.cycle.KernelExecution;
import ridgepoint.estimate.CostModel;
import ridgepoint.fidelity.CostModels;
import ridgepoint.fidelity.OperatingConditions;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.input.InputException;
import ridgepoint.model.ModelSpec;
import ridgepoint.model.library.ModelLibrary;
import ridgepoint.norm.NormKernel;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Operator;
import ridgepoint.workload.KernelChoices;
import ridgepoint.workload.KernelChoices.AttentionKernel;
import ridgepoint.workload.Parallelism;
import ridgepoint.workload.Precision;
import ridgepoint.workload.Speculation;
import ridgepoint.workload.Workload;

class ModelExecutionTest {
  private static final Format BF16 = Format.of(DataType.BF16);

  @ParameterizedTest
  @ValueSource(
      strings = {"llama", "gpt2", "gemma", "mixtral", "deepseek", "mamba2", "rwkv", "bert"})
  void everyFamilyRunsItsWholeGraphRight(String family) {
    for (DataType type : List.of(DataType.BF16, DataType.FP32)) {
      Execution execution = execute(family, workload(family, Precision.uniform(type)));
      assertPasses(execution);
      // Rounding to bf16, 2^-9, through a few layers; a few roundings of fp32 for the split keys.
      double allowed = type == DataType.BF16 ? 0.1 : 1e-5;
      assertTrue(
          execution.comparisons().get(0).relativeDifference() < allowed,
          () -> execution.comparisons().toString());
    }
  }

  /**
   * What is cached between passes is all that a pass needs: absorbed latents against rebuilt keys,
   * recurrent scans against chunked ones, windows that move on.
   */
  @ParameterizedTest
  @ValueSource(strings = {"llama", "gpt2", "gemma", "mixtral", "deepseek", "mamba2", "rwkv"})
  void aDecodeStepGivesWhatReadingAllAtOnceGives(String family) {
    int length = 20;
    Run whole = plainRun(family, length + 1);
    float[] prompt = whole.prompt(new Random(3));
    float[] uniform = {0.5f};
    whole.prefill(prompt, uniform);
    Run stepwise = plainRun(family, length);
    stepwise.prefill(Arrays.copyOf(prompt, length), uniform);
    stepwise.decode(new float[] {prompt[length]}, length, uniform);
    LogitsComparison comparison =
        LogitsComparison.of(
            "all at once", whole.resultWidth(), whole.results(), stepwise.results().subList(1, 2));
    assertTrue(comparison.relativeDifference() < 1e-5, comparison::toString);
  }

  private static Run plainRun(String family, int length) {
    ModelSpec model = ModelLibrary.load("tiny-" + family + "-test");
    Workload workload = Workload.of(1, length, 2, Precision.uniform(DataType.FP32));
    ExecutionRequest request = request(model, workload, 1);
    return new Run(
        model, workload, Optional.empty(), request, new Devices(1, new FunctionalRunner(1, false)));
  }

  @ParameterizedTest
  @CsvSource({"llama,2", "llama,4", "gpt2,2", "mixtral,2", "deepseek,2", "rwkv,2", "bert,4"})
  void devicesInParallelGiveWhatOneGives(String family, int devices) {
    Workload workload =
        workload(family, Precision.uniform(DataType.FP32))
            .withParallelism(new Parallelism(devices, 1, 1, 1));
    Execution execution = execute(family, workload);
    assertPasses(execution);
    LogitsComparison single = execution.comparisons().get(1);
    assertTrue(single.relativeDifference() < 1e-5, single::toString);
    assertEquals(single.rows(), single.sameBest());
  }

  @ParameterizedTest
  @EnumSource(AttentionKernel.class)
  void attentionIsTheSameHoweverItIsComputed(AttentionKernel kernel) {
    for (String family : List.of("llama", "gemma", "deepseek", "bert")) {
      Workload workload =
          workload(family, Precision.uniform(DataType.FP32))
              .withKernels(new KernelChoices(kernel, 1, OptionalLong.empty(), 0));
      Execution execution = execute(family, workload);
      assertPasses(execution);
      assertTrue(
          execution.comparisons().get(0).relativeDifference() < 1e-5,
          () -> kernel + " " + execution.comparisons());
    }
  }

  /** Coarser formats move the logits further: int8 least, then fp8, then int4 in groups. */
  @Test
  void weightFormatsOrderByTheirRoundings() {
    double int8 = quantised(DataType.INT8, Format.of(DataType.INT8));
    double fp8 = quantised(DataType.FP8_E4M3, Format.of(DataType.FP8_E4M3));
    Execution int4 =
        execute(
            "llama",
            workload(
                "llama",
                new Precision(
                    Format.grouped(DataType.INT4, 64, 4),
                    BF16,
                    BF16,
                    DataType.BF16,
                    DataType.BF16)));
    assertPasses(int4);
    assertTrue(int8 < fp8, int8 + " " + fp8);
    assertTrue(fp8 < int4.comparisons().get(0).relativeDifference());
  }

  private static double quantised(DataType type, Format format) {
    Execution execution =
        execute(
            "llama", workload("llama", new Precision(format, format, BF16, type, DataType.BF16)));
    assertPasses(execution);
    assertTrue(
        execution.operators().stream().anyMatch(tally -> tally.name().equals("quantize_input")));
    return execution.comparisons().get(0).relativeDifference();
  }

  @Test
  void fewerCacheBitsMoveTheLogitsFurther() {
    double eight = cached(Format.of(DataType.INT8));
    double four = cached(Format.grouped(DataType.INT4, 16, 4));
    assertTrue(eight < four, eight + " " + four);
  }

  private static double cached(Format cache) {
    DataType fp32 = DataType.FP32;
    Precision precision = new Precision(Format.of(fp32), Format.of(fp32), cache, fp32, fp32);
    Execution execution = execute("llama", workload("llama", precision));
    assertPasses(execution);
    return execution.comparisons().get(0).relativeDifference();
  }

  @Test
  void prunedWeightsAndWindowsRunAndChangeTheLogits() {
    Workload plain = workload("llama", Precision.uniform(DataType.FP32));
    AttentionKernel flash = AttentionKernel.FLASH_SPLIT_KV;
    Execution sparse =
        execute("llama", plain.withKernels(new KernelChoices(flash, 0.5, OptionalLong.empty(), 0)));
    assertPasses(sparse);
    assertTrue(sparse.comparisons().get(0).relativeDifference() > 0.01);
    Execution windowed =
        execute("llama", plain.withKernels(new KernelChoices(flash, 1, OptionalLong.of(6), 2)));
    assertPasses(windowed);
    assertTrue(windowed.comparisons().get(0).relativeDifference() > 1e-3);
    Execution unfused =
        execute(
            "llama",
            plain.withKernels(
                new KernelChoices(AttentionKernel.UNFUSED, 1, OptionalLong.of(6), 2)));
    assertPasses(unfused);
    assertEquals(windowed.tokens(), unfused.tokens());
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama", "deepseek", "mixtral"})
  void draftsAreCheckedAndRefusedOnesForgotten(String family) {
    Workload workload =
        workload(family, Precision.uniform(DataType.FP32))
            .withBatchSize(1)
            .withSpeculation(new Speculation("the lower half", 3, 0.8));
    Execution execution = execute(family, workload);
    assertPasses(execution);
    // Were anything of a refused draft left in the cache, later logits would differ.
    assertTrue(
        execution.comparisons().get(0).relativeDifference() < 1e-5,
        () -> execution.comparisons().toString());
    assertTrue(
        execution.operators().stream()
            .anyMatch(tally -> tally.kernel().equals("speculative-verification")));
  }

  @Test
  void theSameSeedGivesTheSameTokensOnAnyNumberOfThreads() {
    Workload workload = workload("mixtral", Precision.uniform(DataType.BF16));
    ModelSpec model = ModelLibrary.load("tiny-mixtral-test");
    assertEquals(
        ModelExecution.of(request(model, workload, 1)).tokens(),
        ModelExecution.of(request(model, workload, 3)).tokens());
  }

  @Test
  void whatCannotBeExecutedIsRefusedInOneLine() {
    Workload workload = Workload.of(1, 8, 2, Precision.uniform(DataType.BF16));
    refused("llama-2-7b", workload, "llama-2-7b has 27.0 GB of weights in fp32");
    refused(
        "tiny-llama-test",
        workload.withParallelism(new Parallelism(1, 2, 1, 1)),
        "execute runs tensor-parallel devices (--tp) only");
    refused("tiny-llama-test", workload.withBatchSize(1 << 14), "execute takes up to 4096 tokens");
    refused(
        "tiny-rwkv-test",
        workload.withSpeculation(new Speculation("x", 2, 0.5)),
        "execute drafts tokens for one sequence");
  }

  private static void refused(String model, Workload workload, String message) {
    ExecutionRequest request = request(ModelLibrary.load(model), workload, 1);
    InputException refusal = assertThrows(InputException.class, () -> ModelExecution.of(request));
    assertTrue(refusal.getMessage().startsWith(message), refusal.getMessage());
  }

  /** Two sequences, long enough for windows and split keys. */
  private static Workload workload(String family, Precision precision) {
    return Workload.of(2, 21, family.equals("bert") ? 0 : 3, precision);
  }

  private static Execution execute(String family, Workload workload) {
    return ModelExecution.of(request(ModelLibrary.load("tiny-" + family + "-test"), workload, 2));
  }

  private static ExecutionRequest request(ModelSpec model, Workload workload, int threads) {
    return new ExecutionRequest(
        model,
        Optional.empty(),
        workload,
        new RandomWeights(7),
        NormKernel.USUAL_EPSILON,
        7,
        threads,
        () -> {},
        Optional.empty());
  }

  /**
   * What one operator writes is what the next one reads while a device's events time both: the
   * outputs are the functional machine's but for the order of sums, and the time is that of the
   * operators by themselves.
   */
  @ParameterizedTest
  @CsvSource({"llama, h100-sxm", "mixtral, tpu-v5e", "mamba2, xeon-8480plus", "bert, alveo-u280"})
  void eventsOfADeviceComputeTheModelThatTheyTime(String family, String hardware) {
    DeviceSpec device = new DeviceLibrary().load(hardware);
    KernelExecution kernels = new KernelExecution();
    EventRunner events =
        new EventRunner(model(device, CycleSettings.USUAL.executing(kernels)), kernels);
    ExecutionRequest request =
        request(
            ModelLibrary.load("tiny-" + family + "-test"),
            workload(family, Precision.uniform(DataType.FP32)),
            1);
    Execution execution =
        ModelExecution.of(
            new ExecutionRequest(
                request.model(),
                request.draft(),
                request.workload(),
                request.weights(),
                request.epsilon(),
                request.seed(),
                1,
                () -> {},
                Optional.of(events)));
    assertPasses(execution);
    LogitsComparison functional = execution.comparisons().get(execution.comparisons().size() - 1);
    assertTrue(functional.relativeDifference() < 1e-5, functional::toString);
    CostModel plain = model(device, CycleSettings.USUAL);
    double seconds = 0;
    for (Tally tally : execution.operators()) {
      for (Map.Entry<Operator, Integer> each : tally.executions().entrySet()) {
        seconds += each.getValue() * plain.estimate(each.getKey()).latencySeconds();
      }
    }
    assertEquals(seconds, events.seconds(), 1e-9 * seconds);
  }

  private static CostModel model(DeviceSpec device, CycleSettings settings) {
    return CostModels.cycle(device, OperatingConditions.usual(), settings);
  }

  private static void assertPasses(Execution execution) {
    assertEquals(List.of(), execution.discrepancies());
    for (Tally tally : execution.operators()) {
      assertTrue(tally.resultsAreRight(), () -> tally.name() + " " + tally.errorOverBound());
      assertEquals(List.of(), tally.differences(), tally.name());
    }
    assertTrue(execution.passes());
  }
}
