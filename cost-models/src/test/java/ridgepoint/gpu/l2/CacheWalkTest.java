package ridgepoint.gpu.l2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.kernel.KernelLibrary;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Gemm;
import ridgepoint.tile.Recording;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.Tiling;
import ridgepoint.tile.recording.RecordingMachine;
import ridgepoint.wave.CacheState;

class CacheWalkTest {
  private static final DeviceSpec DEVICE = new DeviceLibrary().load("h100-sxm");
  private static final TagStore TAGS = new TagStore(128, 32, 16, 64);
  private static final Format HALF = Format.of(DataType.BF16);
  private static final Tiling TILING = new Tiling(128, 256, 64, 1, 4);

  private static Gemm product(long m, long n, long k) {
    return Gemm.linear(m, k, n, HALF, HALF, DataType.BF16);
  }

  private static Findings find(Gemm gemm, CacheState state) {
    TileProgram program = KernelLibrary.kernelFor(gemm).program(TILING);
    Recording recording = RecordingMachine.record(program);
    return new CacheWalk(DEVICE, TAGS, state)
        .find(program, recording, recording, TILING, 132, 132, 4);
  }

  /** Of the walk of all lines, and of one in several. */
  private static double[] missed(Gemm gemm, int every) {
    TileProgram program = KernelLibrary.kernelFor(gemm).program(TILING);
    SharedCaches caches = new SharedCaches(DEVICE, TAGS, every);
    SharedPass pass = new SharedPass(program, TileOrder.of(program, TILING, 132), 132, 132);
    List<RoundCounts> rounds =
        new TagWalk(pass, caches, new Lines(program.operands(), TAGS, every)).rounds();
    RoundCounts all = rounds.stream().reduce(RoundCounts::plus).orElseThrow();
    return new double[] {all.missed[0][0] / all.loaded[0], all.missed[0][1] / all.loaded[1]};
  }

  @ParameterizedTest
  @CsvSource({"2048, 2048, 2048, 16", "4096, 4096, 1024, 32", "8192, 8192, 512, 64"})
  void oneLineInSeveralFindsWhatAllLinesFind(long m, long n, long k, int every) {
    double[] whole = missed(product(m, n, k), 1);
    double[] sampled = missed(product(m, n, k), every);
    assertEquals(whole[0], sampled[0], 0.015);
    assertEquals(whole[1], sampled[1], 0.015);
  }

  @Test
  void operandsThatFitAreReadOnceFromAColdCacheAndNotAtAllFromAWarmOne() {
    Gemm gemm = product(2048, 2048, 1024);
    Phase cold = find(gemm, CacheState.COLD).phases().get(0);
    // 16 rows by 8 columns of tiles run at a time: a row's operand is loaded by 8, a column's by
    // 16.
    assertEquals(1.0 / 8, cold.missed()[0][0], 0.01);
    assertEquals(1.0 / 16, cold.missed()[0][1], 0.01);
    Phase warm = find(gemm, CacheState.WARM).phases().get(0);
    assertEquals(0, warm.missed()[0][0], 0.01);
    assertEquals(0, warm.missed()[0][1], 0.01);
  }

  @Test
  void weightsThatTakeTurnsAreNotThere() {
    Gemm gemm = product(256, 8192, 4096);
    Phase rotating = find(gemm, CacheState.rotating(5)).phases().get(0);
    assertTrue(rotating.missed()[0][1] > 0.45, "64 MiB of weights, each loaded by two tiles");
  }

  /** What leaves a cold cache is about what kernels like this one write. */
  @Test
  void othersResultsLeaveACacheAsOnesOwnComeIn() {
    double back = 0;
    double begin = 0;
    for (Phase phase : find(product(8192, 8192, 256), CacheState.COLD).phases()) {
      back += (phase.end() - begin) * phase.writtenBack()[0];
      begin = phase.end();
    }
    assertEquals(1, back, 0.25);
  }

  /** Nothing is lost between phases, and they end where the pass does. */
  @Test
  void phasesFollowOneAnotherToTheEnd() {
    Findings found = find(product(16384, 16384, 4096), CacheState.COLD);
    double before = 0;
    for (Phase phase : found.phases()) {
      assertTrue(phase.end() > before);
      before = phase.end();
    }
    assertEquals(1, before);
    assertEquals(found.phases().size() - 1, found.phaseAt(0.999));
    assertTrue(found.imbalance() >= 1 && found.imbalance() < 1.5);
  }
}
