package ridgepoint.gemm;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static ridgepoint.kernel.KernelChecks.countedWorkEqualsFormula;
import static ridgepoint.kernel.KernelChecks.near;
import static ridgepoint.kernel.KernelChecks.recordingEqualsCount;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.GroupedGemm;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Tiling;
import ridgepoint.tile.recording.RecordingMachine;

class GroupedGemmWorkTest {
  private static final Format BF16 = Format.of(DataType.BF16);
  private static final Format FP8 = Format.of(DataType.FP8_E4M3);
  private static final Tiling TILING = new Tiling(16, 24, 16, 1, 2);

  @Property(tries = 100)
  void countedWorkOfAKnownRoutingIsTheFormula(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 40) Integer> routing,
      @ForAll boolean eight) {
    long[] rows = routing.stream().mapToLong(Integer::longValue).toArray();
    long touched = Arrays.stream(rows).filter(count -> count > 0).count();
    if (touched == 0) {
      return;
    }
    GroupedGemm gemm =
        grouped((double) touched, (double) Arrays.stream(rows).sum(), eight ? FP8 : BF16);
    GroupedGemmKernel kernel = GroupedGemmKernel.routed(gemm, rows);
    countedWorkEqualsFormula(gemm, kernel, TILING);
    recordingEqualsCount(kernel.program(TILING));
  }

  @Test
  void recordedWorkOfAnExpectedRoutingIsTheFormulaThoughItIsFractional() {
    GroupedGemm gemm = grouped(37.4, 61.25, BF16);
    Recording recording = RecordingMachine.record(new GroupedGemmKernel(gemm).program(TILING));
    double operations = 0;
    double weightBytes = 0;
    for (Recording.TileUse tile : recording.tiles()) {
      for (Recording.Segment segment : tile.segments()) {
        double times = tile.count() * segment.trips();
        operations += times * segment.use().matrixOperations();
        weightBytes += times * segment.use().loadedBytes()[1];
      }
    }
    near(gemm.work().matrixOperations(), operations, "operations");
    near(gemm.work().read().weight(), weightBytes, "weights");
  }

  @Test
  void aRoutingWithOtherRowsThanTheOperatorIsRefused() {
    GroupedGemm gemm = grouped(2, 10, BF16);
    assertThrows(
        IllegalArgumentException.class, () -> GroupedGemmKernel.routed(gemm, new long[] {4, 0, 5}));
  }

  private static GroupedGemm grouped(double experts, double rows, Format format) {
    return new GroupedGemm(experts, rows, 50, 40, format, format, BF16, format.type());
  }
}
