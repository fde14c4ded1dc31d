package ridgepoint.pim.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ridgepoint.cycle.CycleSettings;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.estimate.UnsupportedOperatorException;
import ridgepoint.fidelity.CostModels;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.hardware.library.WhatIf;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Gemm;
import ridgepoint.pim.kernel.Engine;
import ridgepoint.pim.kernel.KernelRun;
import ridgepoint.pim.kernel.Task;

class EnginesTest {
  private static final DeviceLibrary LIBRARY = new DeviceLibrary();
  private static final Map<String, DataType> TYPES =
      Map.of(
          "hbm-pim-aquabolt", DataType.FP16,
          "attacc-hbm3", DataType.FP16,
          "gddr6-aim", DataType.BF16,
          "upmem-2560", DataType.INT32);

  private static Task product(DataType type, long vectors, long outputs, long inputs) {
    return new Task.Product(1, vectors, outputs, inputs, false, type);
  }

  /** No bank reads faster than its internal bandwidth, and more work never takes less time. */
  @Property(tries = 8)
  void productsKeepToTheBanksAndGrowWithTheirWork(
      @ForAll @IntRange(min = 1, max = 24) int outputs,
      @ForAll @IntRange(min = 1, max = 12) int inputs,
      @ForAll @IntRange(min = 1, max = 3) int vectors) {
    TYPES.forEach(
        (id, type) -> {
          DeviceSpec device = LIBRARY.load(id);
          Engine engine = Engines.of(device);
          long rows = outputs * 512L;
          long columns = inputs * 256L;
          KernelRun run = engine.run(product(type, vectors, rows, columns));
          double bytes = (double) vectors * rows * columns * type.bits() / 8;
          double internal = ((Architecture.Pim) device.architecture()).internalBytesPerSecond();
          assertTrue(run.seconds() >= 0.999 * bytes / internal, id);
          assertTrue(run.multiplyAdds() >= (double) vectors * rows * columns, id);
          KernelRun more = engine.run(product(type, vectors + 1, rows, columns));
          assertTrue(more.cycles() > run.cycles(), id);
        });
  }

  /** What is beyond the commands that are played goes at their rate. */
  @Test
  void longProductsGoOnAtTheRateOfTheirBeginning() {
    Engine engine = Engines.of(LIBRARY.load("hbm-pim-aquabolt"));
    KernelRun all = engine.run(product(DataType.FP16, 32, 4096, 4096));
    KernelRun some = engine.run(product(DataType.FP16, 1024, 4096, 4096));
    assertEquals(1, all.simulated());
    assertTrue(some.simulated() < 1);
    assertEquals(32.0 * all.cycles(), some.cycles(), 0.01 * some.cycles());
  }

  /** AttAcc computes in every bank, in a bank of each group, or in one of each pseudo-channel. */
  @Test
  void attentionIsFasterTheNearerTheUnitsAreToTheBanks() {
    Task task = new Task.Attention(16, 1, 1024, 128, 1024, DataType.FP16);
    long before = 0;
    for (String placement : new String[] {"bank", "bank-group", "buffer"}) {
      DeviceSpec device =
          LIBRARY.load("attacc-hbm3", List.of(WhatIf.parse("pim.engine.placement=" + placement)));
      long cycles = Engines.of(device).run(task).cycles();
      assertTrue(cycles > 2 * before, placement);
      before = cycles;
    }
  }

  /**
   * GDDR6-AiM: a row of all banks takes its activate, 64 products of 1 ns, its precharge, and the
   * changes to the mode in which sums are read and accumulators set, and back.
   */
  @Test
  void aRowOfAimTakesWhatItsCommandsTake() {
    Engine engine = Engines.of(LIBRARY.load("gddr6-aim"));
    long one = engine.run(product(DataType.BF16, 1, 512, 1024)).cycles();
    long two = engine.run(product(DataType.BF16, 1, 1024, 1024)).cycles();
    int row = 56 + 63 * 2;
    int modes = 2 * 32;
    int close = 32;
    assertEquals(row + modes + close, two - one, 6);
  }

  /**
   * Cycles of the AiM simulator for 4096x4096 by a vector (cornell-m3/aim_simulator d017108,
   * test/channels/golden.txt), which never refreshes, and whose host takes about 250 cycles for a
   * quarter of the vector that we do not count.
   */
  @ParameterizedTest
  @CsvSource({"1, 293627", "2, 147196", "4, 74108", "8, 37564", "16, 19292", "32, 10156"})
  void productsOfAimTakeWhatItsSimulatorSays(int channels, long cycles) {
    DeviceSpec device =
        LIBRARY.load("gddr6-aim", List.of(WhatIf.parse("pim.channels=" + channels)));
    KernelRun run = Engines.of(device).run(product(DataType.BF16, 1, 4096, 4096));
    long refreshing = run.commands().get("refreshes") / channels * 210;
    assertEquals(cycles, run.cycles() - refreshing, 0.06 * cycles);
  }

  /**
   * From the last product on: its row is closed after tRTP, the table's row opened tRP later and
   * its function found after its own delay from the activate.
   */
  @Test
  void aFunctionOfAimTakesWhatItsCommandsTake() {
    Engine engine = Engines.of(LIBRARY.load("gddr6-aim"));
    Task.Product small = new Task.Product(1, 1, 512, 1024, false, DataType.BF16);
    Task.Product large = new Task.Product(1, 1, 1024, 1024, false, DataType.BF16);
    KernelRun few = engine.run(new Task.Activated(small));
    KernelRun many = engine.run(new Task.Activated(large));
    long plain = engine.run(large).cycles() - engine.run(small).cycles();
    int table = 12 + 32 + 86;
    assertEquals(table, many.cycles() - few.cycles() - plain, 2);
    assertEquals(many.commands().get("function"), many.commands().get("read_results"));
    assertEquals(many.commands().get("function"), many.commands().get("write_bias"));
    assertEquals(
        2 * engine.run(large).commands().get("activates"), many.commands().get("activates"));
    assertThrows(
        UnsupportedOperatorException.class,
        () ->
            engine.run(
                new Task.Activated(new Task.Product(1, 1, 512, 1040, false, DataType.BF16))));
  }

  /** The pipeline model is of the same machine: closed forms of the same commands. */
  @Test
  void cyclesAndPipelineAgreeOnProducts() {
    DeviceSpec device = LIBRARY.load("hbm-pim-aquabolt");
    Format half = Format.of(DataType.FP16);
    for (long inputs : new long[] {2048, 4096}) {
      Gemm gemm = Gemm.linear(1, inputs, 4096, half, half, DataType.FP16);
      OperatorEstimate cycle = new PimCycleMachine(device, CycleSettings.USUAL).estimate(gemm);
      OperatorEstimate pipeline = CostModels.of(Fidelity.PIPELINE, device).estimate(gemm);
      assertEquals(pipeline.latencySeconds(), cycle.latencySeconds(), 0.1 * cycle.latencySeconds());
    }
  }

  @Test
  void whatUnitsDoNotComputeIsRefused() {
    Engine hbm = Engines.of(LIBRARY.load("hbm-pim-aquabolt"));
    assertThrows(
        UnsupportedOperatorException.class, () -> hbm.run(product(DataType.FP32, 1, 8, 8)));
    assertThrows(UnsupportedOperatorException.class, () -> Engines.of(LIBRARY.load("h100-sxm")));
  }
}
