package ridgepoint.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import ridgepoint.collective.CollectiveKernel;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Collective;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Sampling;
import ridgepoint.operator.StateScan;
import ridgepoint.statespace.StateScanKernel;
import ridgepoint.tile.Kernel;
import ridgepoint.tile.Tiling;
import ridgepoint.tile.counting.Count;

class RowKernelWorkTest {
  @Property(tries = 60)
  void countedWorkIsTheFormulaPlusWhatTheTilingAdds(@ForAll long seed) {
    for (Operator operator : RowOperators.of(seed)) {
      Kernel kernel = KernelLibrary.kernelFor(operator);
      Tiling tiling = RowOperators.tiling(seed, operator);
      KernelChecks.countedWorkEqualsFormula(operator, kernel, tiling);
      KernelChecks.recordingEqualsCount(kernel.program(tiling));
    }
  }

  @Property(tries = 40)
  void defaultTilingsAddNothingToSmallShapes(@ForAll long seed) {
    for (Operator operator : RowOperators.of(seed)) {
      if (!(operator instanceof Collective) && !(operator instanceof StateScan)) {
        Kernel kernel = KernelLibrary.kernelFor(operator);
        Count count =
            KernelChecks.countedWorkEqualsFormula(operator, kernel, kernel.defaultTiling());
        KernelChecks.near(operator.work().operations(), count.work().operations(), "operations");
      }
    }
  }

  @Property(tries = 40)
  void oneShotAllReduceAddsEveryBufferOnEveryDevice(@ForAll long seed) {
    for (Operator operator : RowOperators.of(seed)) {
      if (operator instanceof Collective collective
          && collective.type() == Collective.Type.ALL_REDUCE) {
        Kernel kernel = new CollectiveKernel(collective, CollectiveKernel.AllReduce.ONE_SHOT);
        Tiling tiling = RowOperators.tiling(seed, operator);
        Count count = KernelChecks.countedWorkEqualsFormula(operator, kernel, tiling);
        double n = collective.devices();
        KernelChecks.near(
            n * (n - 1) * collective.elements(), count.work().vectorOperations(), "additions");
      }
    }
  }

  @Test
  void chunksMoveMambaPrefillToTheMatrixUnit() {
    Format bf16 = Format.of(DataType.BF16);
    Format fp32 = Format.of(DataType.FP32);
    StateScan scan = new StateScan(StateScan.Type.MAMBA2, 1, 256, 2, 64, 128, 1, bf16, fp32);
    Kernel kernel = new StateScanKernel(scan);
    Count count = KernelChecks.countedWorkEqualsFormula(scan, kernel, kernel.defaultTiling());
    KernelChecks.near(
        2 * (4 * 64 * 64 * 2 * (128 + 64) + 256 * 4.0 * 64 * 128),
        count.work().matrixOperations(),
        "matrix operations");
    assertTrue(count.work().vectorOperations() < scan.work().vectorOperations() / 10);
  }

  @Test
  void aLargeVocabularyIsReadOncePerPass() {
    Format bf16 = Format.of(DataType.BF16);
    Sampling sampling = new Sampling(2, 128_256, false, bf16);
    Kernel kernel = KernelLibrary.kernelFor(sampling);
    Count count = KernelChecks.countedWorkEqualsFormula(sampling, kernel, kernel.defaultTiling());
    KernelChecks.near(2 * 2 * 128_256 * 2.0, count.use().loadedBytes()[0], "two passes");
  }
}
