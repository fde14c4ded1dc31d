package ridgepoint.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import ridgepoint.fidelity.CostModels;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.hardware.library.SystemLibrary;
import ridgepoint.input.InputException;
import ridgepoint.model.ModelSpec;
import ridgepoint.model.library.ModelLibrary;
import ridgepoint.number.DataType;
import ridgepoint.report.RunResult;
import ridgepoint.report.RunResult.OperatorRow;
import ridgepoint.report.RunResult.PhaseResult;
import ridgepoint.software.SoftwareLibrary;
import ridgepoint.workload.Parallelism;
import ridgepoint.workload.Placement;
import ridgepoint.workload.Precision;
import ridgepoint.workload.Speculation;
import ridgepoint.workload.Workload;

class SimulatorTest {
  private static final SystemLibrary SYSTEMS = new SystemLibrary();
  private static final SystemSpec A100 = SYSTEMS.load("a100-sxm-80gb");
  private static final SystemSpec DGX = SYSTEMS.load("dgx-a100");
  private static final ModelSpec LLAMA = ModelLibrary.load("llama-2-7b");

  private static Workload workload(long batch, long input, long output) {
    return Workload.of(batch, input, output, Precision.uniform(DataType.FP16));
  }

  private static RunResult run(SystemSpec system, ModelSpec model, Workload workload) {
    return simulator(system).run(RunRequest.of(model, workload));
  }

  private static Simulator simulator(SystemSpec system) {
    return new Simulator(
        system,
        new SoftwareLibrary().load(SoftwareLibrary.DEFAULT),
        CostModels.of(Fidelity.ROOFLINE, system),
        "roofline",
        "test");
  }

  @Test
  void phasesSumOverOperatorsAndTheRunOverPhases() {
    Workload workload = workload(8, 512, 40).withParallelism(new Parallelism(2, 2, 1, 2));
    RunResult result = run(DGX, LLAMA, workload);
    double latency = 0;
    double energy = 0;
    for (PhaseResult phase : result.phases()) {
      assertSum(phase.latencySeconds(), phase, OperatorRow::latencySeconds);
      assertSum(phase.energyJoules(), phase, OperatorRow::energyJoules);
      assertSum(phase.operations(), phase, OperatorRow::operations);
      assertSum(phase.bytes(), phase, row -> row.bytes().total());
      latency += phase.latencySeconds();
      energy += phase.energyJoules();
    }
    assertEquals(result.endToEndSeconds(), latency, 1e-12);
    assertEquals(result.energyJoules(), energy, 1e-9);
    assertEquals(result.ttftSeconds(), result.phase("prefill").latencySeconds());
    assertEquals(
        (result.endToEndSeconds() - result.ttftSeconds()) / 39, result.tpotSeconds(), 1e-12);
    assertEquals(8 * 40 / result.endToEndSeconds(), result.tokensPerSecond(), 1e-6);
  }

  private static void assertSum(
      double whole, PhaseResult phase, java.util.function.ToDoubleFunction<OperatorRow> part) {
    double sum = phase.operators().stream().mapToDouble(part).sum();
    assertEquals(whole, sum, 1e-9 * whole, phase.name());
  }

  @Test
  void partsOfAnOperatorSumToItsLatency() {
    for (PhaseResult phase : run(A100, LLAMA, workload(4, 300, 100)).phases()) {
      for (OperatorRow row : phase.operators()) {
        double parts = row.parts().values().stream().mapToDouble(Double::doubleValue).sum();
        assertEquals(row.latencySeconds(), parts, 1e-9 * row.latencySeconds(), row.name());
      }
    }
  }

  @Test
  void aGenerationIsItsStepsOneByOne() {
    RunResult whole = run(A100, LLAMA, workload(4, 1000, 201));
    double sum = 0;
    for (long context = 1000; context < 1200; context++) {
      sum += run(A100, LLAMA, workload(4, context, 2)).phase("decode").latencySeconds();
    }
    assertEquals(sum, whole.phase("decode").latencySeconds(), 1e-3 * sum);
    assertTrue(whole.notes().stream().anyMatch(note -> note.startsWith("decode: 200 steps")));
  }

  @Test
  void replicasOfTensorParallelStagesUseTheEnergyOfAllDevices() {
    RunResult one = run(DGX, LLAMA, workload(1, 512, 8));
    RunResult two =
        run(DGX, LLAMA, workload(2, 512, 8).withParallelism(new Parallelism(1, 1, 1, 2)));
    assertEquals(one.endToEndSeconds(), two.endToEndSeconds(), 1e-12);
    assertEquals(2 * one.energyJoules(), two.energyJoules(), 1e-9);
    assertEquals(2 * one.tokensPerSecond(), two.tokensPerSecond(), 1e-6);
  }

  @Test
  void stagesInTurnTakeAsLongAsOneDeviceAndTheSends() {
    RunResult one = run(DGX, LLAMA, workload(1, 512, 8));
    RunResult staged =
        run(DGX, LLAMA, workload(1, 512, 8).withParallelism(new Parallelism(1, 4, 1, 1)));
    double sends =
        staged.phase("prefill").operators().stream()
            .filter(row -> row.name().equals("pipeline_send"))
            .mapToDouble(OperatorRow::latencySeconds)
            .sum();
    assertTrue(sends > 0);
    assertEquals(one.ttftSeconds() + sends, staged.ttftSeconds(), 1e-9);
    assertTrue(staged.energyJoules() > one.energyJoules(), "waiting stages draw power");
  }

  @Test
  void aModelThatDoesNotFitIsRefusedWithThreeWaysThatDo() {
    ModelSpec opt = ModelLibrary.load("opt-66b");
    InputException refused =
        assertThrows(InputException.class, () -> run(A100, opt, workload(1, 128, 8)));
    String message = refused.getMessage();
    assertTrue(message.contains("needs 13"), message);
    assertTrue(message.contains("a100-sxm-80gb has 80.0 GB of hbm"), message);
    assertTrue(message.contains("--tp 2 ("), message);
    assertTrue(message.contains("--weight-dtype int8 ("), message);
    assertEquals(
        3, message.substring(message.indexOf("what fits: ")).split(" \\| ", -1).length, message);
    Workload narrow = workload(1, 128, 8).withParallelism(new Parallelism(2, 1, 1, 1));
    assertTrue(run(DGX, opt, narrow).memory().fits(), "the first way out is one");
  }

  @Test
  void oversubscriptionIsEstimatedAndNoted() {
    RunRequest request =
        new RunRequest(
            ModelLibrary.load("opt-66b"),
            Optional.empty(),
            workload(1, 128, 8),
            true,
            false,
            Map.of(),
            List.of());
    RunResult result = simulator(A100).run(request);
    assertTrue(!result.memory().fits());
    assertTrue(
        result.notes().get(0).startsWith("estimated beyond capacity"), result.notes()::toString);
  }

  @Test
  void memoriesThatComputeAreNeverUsedAboveTheirBandwidth() {
    for (String id : List.of("attacc-hbm3", "gddr6-aim", "hbm-pim-aquabolt", "upmem-2560")) {
      SystemSpec system = SYSTEMS.load(id);
      DataType type =
          List.of(DataType.BF16, DataType.FP16, DataType.INT8).stream()
              .filter(wanted -> system.device().compute().productRate(wanted).isPresent())
              .findFirst()
              .orElseThrow();
      Workload workload = Workload.of(1, 64, 16, Precision.uniform(type));
      for (PhaseResult phase : run(system, ModelLibrary.load("llama-3.2-1b"), workload).phases()) {
        double used = phase.modelBandwidthUtilisation();
        assertTrue(used > 0 && used <= 1, id + " " + phase.name() + ": " + used);
      }
    }
  }

  @Test
  void anAttachedMemoryKeepsTheCacheAndTheDeviceTheRest() {
    SystemSpec attacc = SYSTEMS.load("dgx-attacc");
    Parallelism eight = new Parallelism(8, 1, 1, 1);
    ModelSpec gpt3 = ModelLibrary.load("gpt3-175b");
    RunResult beside = run(attacc, gpt3, workload(1, 2047, 2).withParallelism(eight));
    RunResult alone = run(DGX, gpt3, workload(1, 2047, 2).withParallelism(eight));
    assertEquals(2 * alone.memory().capacityBytes(), beside.memory().capacityBytes());
    // All 80 GB beside the GPU are for the cache: 2 x 12 heads x 128 x 96 layers x 2 bytes a token.
    assertEquals(
        (long) (80e9 / (2.0 * 12 * 128 * 96 * 2 * 2048)), beside.memory().maximumBatchSize());
    assertTrue(beside.notes().stream().anyMatch(note -> note.contains("for the KV cache")));
    Workload onTwo = workload(1, 2047, 2).withParallelism(new Parallelism(2, 1, 1, 1));
    assertThrows(
        InputException.class,
        () -> run(attacc, gpt3, onTwo),
        "memory for the cache takes no weights");
  }

  @Test
  void theLargestBatchFitsAndOneMoreDoesNot() {
    long most = run(A100, LLAMA, workload(1, 1024, 128)).memory().maximumBatchSize();
    assertTrue(run(A100, LLAMA, workload(most, 1024, 128)).memory().fits());
    assertThrows(InputException.class, () -> run(A100, LLAMA, workload(most + 1, 1024, 128)));
  }

  @Test
  void offloadedWeightsComeInUnderTheComputationOrAfterIt() {
    Placement.Split half = new Placement.Split(0.5, 0.5, 0);
    Placement.Split here = new Placement.Split(1, 0, 0);
    Workload workload = workload(16, 512, 4);
    double kept = run(A100, LLAMA, workload).ttftSeconds();
    double under =
        run(A100, LLAMA, workload.withPlacement(new Placement(half, here, true, 1))).ttftSeconds();
    double after =
        run(A100, LLAMA, workload.withPlacement(new Placement(half, here, false, 1))).ttftSeconds();
    assertTrue(kept <= under && under < after, kept + " " + under + " " + after);
  }

  @Test
  void speculationDividesStepsByTheExpectedTokens() {
    ModelSpec draft = ModelLibrary.load("gpt2");
    Speculation never = new Speculation("gpt2", 4, 0);
    Speculation often = new Speculation("gpt2", 4, 0.8);
    double slow = speculate(draft, never);
    double fast = speculate(draft, often);
    assertEquals(often.expectedTokensPerStep(), slow / fast, 1e-9);
    assertTrue(slow > run(A100, LLAMA, workload(1, 512, 30)).tpotSeconds());
  }

  private static double speculate(ModelSpec draft, Speculation speculation) {
    Workload workload = workload(1, 512, 30).withSpeculation(speculation);
    return simulator(A100)
        .run(new RunRequest(LLAMA, Optional.of(draft), workload, false, false, Map.of(), List.of()))
        .tpotSeconds();
  }

  @Test
  void aLackingTypeIsRefusedUnlessEmulated() {
    SystemSpec v100 = SYSTEMS.load("v100-sxm");
    Workload workload = Workload.of(1, 128, 8, Precision.uniform(DataType.BF16));
    String message =
        assertThrows(InputException.class, () -> run(v100, LLAMA, workload)).getMessage();
    assertTrue(message.contains("it has") && message.contains("fp16"), message);
    assertTrue(message.contains("--allow-emulation"), message);
    RunRequest emulated =
        new RunRequest(LLAMA, Optional.empty(), workload, false, true, Map.of(), List.of());
    assertTrue(simulator(v100).run(emulated).notes().get(0).startsWith("emulated data type"));
  }

  @Test
  void encodersHaveAPrefillOnly() {
    ModelSpec bert = ModelLibrary.load("bert-base");
    RunResult result = run(A100, bert, workload(4, 128, 0));
    assertEquals(0, result.phase("decode").latencySeconds());
    assertEquals(0, result.tpotSeconds());
    assertThrows(InputException.class, () -> run(A100, bert, workload(4, 128, 8)));
    assertThrows(InputException.class, () -> run(A100, LLAMA, workload(4, 128, 0)));
  }
}
