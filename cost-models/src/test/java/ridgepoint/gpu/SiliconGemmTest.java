package ridgepoint.gpu;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ridgepoint.golden.GoldenFile;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.kernel.KernelLibrary;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Gemm;
import ridgepoint.software.SoftwareLibrary;
import ridgepoint.software.SoftwareStack;
import ridgepoint.tile.Tiling;
import ridgepoint.tile.recording.RecordingMachine;
import ridgepoint.wave.CacheState;

/**
 * The errors that the GPU defaults state still hold: bf16 products measured on silicon, in bursts
 * that no power limit slows.
 */
class SiliconGemmTest {
  private static final Format BF16 = Format.of(DataType.BF16);

  @Test
  void medianErrorOnH100IsBelowFivePercent() throws IOException {
    assertMedianBelow(0.05, "h100-sxm", "h100_sxm");
  }

  @Test
  void medianErrorOnH200IsBelowSixPercent() throws IOException {
    assertMedianBelow(0.06, "h200-sxm", "h200_sxm");
  }

  @Test
  void medianErrorOnA100IsBelowNinePercent() throws IOException {
    assertMedianBelow(0.09, "a100-sxm-80gb", "a100_sxm");
  }

  /** The benchmark rotates up to five copies of the weights. */
  private static void assertMedianBelow(double bar, String device, String label)
      throws IOException {
    CacheState caches = CacheState.rotating(5);
    DeviceSpec spec = new DeviceLibrary().load(device);
    SoftwareStack stack = new SoftwareLibrary().load("tensorrt-llm");
    GpuMachine machine = new GpuMachine(spec, GpuMachine.parameters(spec, stack), caches);
    double[] errors =
        measured(label).stream()
            .mapToDouble(row -> Math.abs(predicted(machine, row.gemm()) / row.seconds() - 1))
            .toArray();
    Arrays.sort(errors);
    double median = errors[errors.length / 2];
    assertTrue(median < bar, () -> "median error " + median + " of " + errors.length + " rows");
  }

  private static double predicted(GpuMachine machine, Gemm gemm) {
    double least = Double.POSITIVE_INFINITY;
    for (Tiling tiling : machine.candidates(gemm)) {
      var recording = RecordingMachine.record(KernelLibrary.kernelFor(gemm).program(tiling));
      least = Math.min(least, machine.time(gemm, tiling, recording).latencySeconds());
    }
    return least;
  }

  private record Row(Gemm gemm, double seconds) {}

  private static List<Row> measured(String device) throws IOException {
    return GoldenFile.rows("measurements/calibration/gemm.csv").stream()
        .filter(row -> row.get("gpu").equals(device) && row.get("backend").equals("trtllm"))
        .filter(row -> row.get("dtype").equals("bfloat16") && row.get("flag").equals("ok"))
        .map(SiliconGemmTest::row)
        .toList();
  }

  private static Row row(Map<String, String> row) {
    long m = Long.parseLong(row.get("m"));
    long n = Long.parseLong(row.get("n"));
    long k = Long.parseLong(row.get("k"));
    return new Row(
        Gemm.linear(m, k, n, BF16, BF16, DataType.BF16), Double.parseDouble(row.get("latency_s")));
  }
}
