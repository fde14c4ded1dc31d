package ridgepoint.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import ridgepoint.model.library.ModelLibrary;
import ridgepoint.number.DataType;
import ridgepoint.workload.Parallelism;

/**
 * Calculon: what one device computes, holds and sends in the forward pass of one layer and
 * microbatch. Operations and weights within 1 % (it counts dropout, we count none), bytes of
 * collectives exactly. Rows that it refused have no numbers; backward passes and optimiser have no
 * counterpart in inference. With {@code rs_ag} it counts a reduce-scatter and an all-gather where
 * an all-reduce would stand.
 */
class CalculonGoldenTest {
  private static final double ONE_PERCENT = 0.01;
  private static final long SEQUENCE = 2048;

  @Test
  void theForwardPassOfALayerAgrees() {
    int compared = 0;
    for (Map<String, String> row : GoldenFile.rows("calculon_golden.csv")) {
      if (row.get("block_fw_flops").isEmpty()) {
        continue;
      }
      int tensor = (int) GoldenFile.whole(row, "tensor_par");
      Forward forward =
          Forward.of(
              ModelLibrary.load(row.get("model")),
              GoldenFile.whole(row, "microbatch_size"),
              SEQUENCE,
              DataType.FP16,
              new Parallelism(tensor, 1, 1, 1));
      assertNear(row, "block_fw_flops", forward.layerOperations(), ONE_PERCENT);
      assertNear(row, "block_weight_space", forward.layerWeightBytes(), ONE_PERCENT);
      int halves = row.get("tensor_par_comm_type").equals("rs_ag") ? 2 : 1;
      assertNear(row, "baseblock_fw_tp_size", halves * forward.layerAllReduceBytes(), 0);
      compared++;
    }
    assertTrue(compared > 0, "the file has rows with numbers");
  }

  private static void assertNear(
      Map<String, String> row, String column, double ours, double tolerance) {
    double theirs = GoldenFile.number(row, column);
    assertEquals(theirs, ours, theirs * tolerance, () -> column + " of " + row);
  }
}
