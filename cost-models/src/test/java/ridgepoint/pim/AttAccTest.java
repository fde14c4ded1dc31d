package ridgepoint.pim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ridgepoint.estimate.CostModel;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.estimate.OperatorEstimate.Part;
import ridgepoint.fidelity.CostModels;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.golden.GoldenFile;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.hardware.library.SystemLibrary;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Role;

class AttAccTest {
  private static final Format HALF = Format.of(DataType.FP16);
  private static final double CYCLE = 0.769e-9;
  private static final int STACKS = 5;

  private static Attention decode(long sequences, int heads, long keys, int headDim) {
    return new Attention(
        sequences,
        1,
        keys,
        heads,
        heads,
        headDim,
        headDim,
        0,
        0,
        true,
        false,
        HALF,
        HALF,
        Role.KV_CACHE,
        DataType.FP16,
        Attention.Algorithm.FLASH);
  }

  /**
   * Cycles of the authors' command-level simulator, regenerated: one stack, so a fifth of the
   * heads. Ours are longer, for it writes inputs and opens rows behind multiply-adds of other
   * heads.
   */
  @Test
  void longCachesTakeWithinTwoFifthsOfTheCommandLevelSimulation() throws IOException {
    PimMachine memory = new PimMachine(new DeviceLibrary().load("attacc-hbm3"));
    double sum = 0;
    int compared = 0;
    for (Map<String, String> row : GoldenFile.rows("golden/attacc_regenerated.csv")) {
      double golden = Double.parseDouble(row.get("cycles")) * CYCLE;
      boolean inBanks = row.get("pim").equals("bank") && row.get("power").equals("True");
      if (inBanks && golden > 10e-6) {
        Attention attention =
            decode(
                Long.parseLong(row.get("nhead")) * STACKS,
                1,
                Long.parseLong(row.get("L")),
                Integer.parseInt(row.get("dhead")));
        OperatorEstimate estimate = memory.estimate(attention);
        Part launch = estimate.parts().get(0);
        sum += Math.abs((estimate.latencySeconds() - launch.seconds()) / golden - 1);
        compared++;
      }
    }
    assertEquals(4, compared);
    assertTrue(sum / compared < 0.4, "mean error " + sum / compared);
  }

  @Test
  void anAttachedMemorySpeedsUpDecodeAttentionAndLeavesTheRestAlone() {
    SystemSpec system = new SystemLibrary().load("dgx-attacc");
    CostModel together = CostModels.of(Fidelity.PIPELINE, system);
    CostModel gpu = CostModels.of(Fidelity.PIPELINE, system.device());
    OperatorEstimate attention = together.estimate(decode(32, 12, 2048, 128));
    assertTrue(
        attention.latencySeconds() < gpu.estimate(decode(32, 12, 2048, 128)).latencySeconds());
    assertTrue(
        attention.parts().stream().anyMatch(part -> part.name().equals("attached link")),
        "queries and results cross the link");
    Gemm projection = Gemm.linear(32, 12288, 4608, HALF, HALF, DataType.FP16);
    OperatorEstimate alone = gpu.estimate(projection);
    OperatorEstimate beside = together.estimate(projection);
    assertEquals(alone.latencySeconds(), beside.latencySeconds());
    double idle = system.attached().orElseThrow().power().idleWatts() * alone.latencySeconds();
    assertEquals(alone.energy().idle() + idle, beside.energy().idle(), 1e-9 * idle);
  }
}
