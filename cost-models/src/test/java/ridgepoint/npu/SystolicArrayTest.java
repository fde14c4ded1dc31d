package ridgepoint.npu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import ridgepoint.golden.GoldenFile;
import ridgepoint.hardware.Architecture.Dataflow;

class SystolicArrayTest {
  private static final Map<String, Dataflow> DATAFLOWS =
      Map.of(
          "os", Dataflow.OUTPUT_STATIONARY,
          "ws", Dataflow.WEIGHT_STATIONARY,
          "is", Dataflow.INPUT_STATIONARY);

  /** With unlimited bandwidth; the simulator reports the index of the last cycle. */
  @Test
  void cyclesAndOperandReadsEqualScaleSimOnEveryRow() throws IOException {
    List<Map<String, String>> rows = GoldenFile.rows("golden/scalesim.csv");
    int compared = 0;
    for (Map<String, String> row : rows) {
      if (row.get("mode").equals("CALC") && row.get("conv").isEmpty()) {
        compare(row);
        compared++;
      }
    }
    assertTrue(compared > 300, "only " + compared + " rows");
  }

  private static void compare(Map<String, String> row) {
    SystolicArray array =
        new SystolicArray(
            number(row, "rows"), number(row, "cols"), DATAFLOWS.get(row.get("dataflow")), false);
    int m = number(row, "M");
    int n = number(row, "N");
    int k = number(row, "K");
    String name = row.get("sim") + " " + row.get("id") + " " + row.get("layer");
    assertEquals(number(row, "total_cycles"), array.cycles(m, n, k) - 1, name);
    assertEquals(number(row, "ifmap_sram_reads"), array.leftReads(m, n, k), name);
    assertEquals(number(row, "filter_sram_reads"), array.rightReads(m, n, k), name);
    if (array.dataflow() != Dataflow.OUTPUT_STATIONARY) {
      assertEquals(number(row, "ofmap_sram_writes"), array.outputWrites(m, n, k), name);
    }
  }

  private static int number(Map<String, String> row, String column) {
    return Integer.parseInt(row.get(column));
  }

  @Test
  void aPrefetchingArrayStreamsAMatrixVectorProductAtOneFillPerTile() {
    SystolicArray array = new SystolicArray(128, 128, Dataflow.WEIGHT_STATIONARY, true);
    double folds = 64;
    double firstFold = 1 + array.skewCycles();
    assertEquals(firstFold + (folds - 1) * 128, array.cycles(1, 1024, 1024));
  }

  @Property(tries = 300)
  void prefetchNeverCostsCyclesAndUtilisationStaysBelowOne(
      @ForAll Dataflow dataflow,
      @ForAll @IntRange(min = 1, max = 256) int rows,
      @ForAll @IntRange(min = 1, max = 256) int columns,
      @ForAll @IntRange(min = 1, max = 4096) int m,
      @ForAll @IntRange(min = 1, max = 4096) int n,
      @ForAll @IntRange(min = 1, max = 4096) int k) {
    double plain = new SystolicArray(rows, columns, dataflow, false).cycles(m, n, k);
    double prefetched = new SystolicArray(rows, columns, dataflow, true).cycles(m, n, k);
    assertTrue(prefetched <= plain);
    assertTrue((double) m * n * k <= prefetched * rows * columns);
  }
}
