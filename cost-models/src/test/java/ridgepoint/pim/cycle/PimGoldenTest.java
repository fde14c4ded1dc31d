package ridgepoint.pim.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ridgepoint.golden.GoldenFile;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.hardware.library.WhatIf;
import ridgepoint.number.DataType;
import ridgepoint.pim.kernel.Engine;
import ridgepoint.pim.kernel.KernelRun;
import ridgepoint.pim.kernel.Task;
import ridgepoint.pim.kernel.Task.Elementwise.Operation;

/** Cycles of memories that compute against the simulators of their makers. */
class PimGoldenTest {
  private static final double ATTACC_TOLERANCE = 0.05;

  private static long number(Map<String, String> row, String column) {
    return Math.round(Double.parseDouble(row.get(column)));
  }

  private static Task hbmTask(Map<String, String> row) {
    String kernel = row.get("kernel");
    long outputs = number(row, "out_dim");
    long batch = number(row, "batch");
    if (kernel.startsWith("GEMV")) {
      boolean tree = kernel.equals("GEMV_TREE");
      return new Task.Product(1, batch, outputs, number(row, "in_dim"), tree, DataType.FP16);
    }
    return new Task.Elementwise(Operation.valueOf(kernel), outputs * batch, DataType.FP16);
  }

  @Test
  void everyKernelOfPimSimulatorTakesTheSameCyclesAndCommandsInMemoryAndThroughTheHost()
      throws IOException {
    Engine engine = Engines.of(new DeviceLibrary().load("hbm-pim-aquabolt"));
    for (Map<String, String> row : GoldenFile.rows("golden/hbm_pim.csv")) {
      Task task = hbmTask(row);
      KernelRun run = engine.run(task);
      String kernel = row.get("kernel") + " " + row.get("out_dim") + " x " + row.get("in_dim");
      assertEquals(number(row, "pim_cycles"), run.cycles(), kernel);
      assertEquals(number(row, "nonpim_cycles"), engine.host(task).get().cycles(), kernel);
      assertEquals(number(row, "pim_reads"), run.commands().get("reads"), kernel);
      assertEquals(number(row, "pim_writes"), run.commands().get("writes"), kernel);
      assertEquals(64 * number(row, "fences_per_channel"), run.commands().get("fences"), kernel);
    }
  }

  private static DeviceSpec attacc(Map<String, String> row) {
    Map<String, String> placements = Map.of("bank", "bank", "bg", "bank-group", "buffer", "buffer");
    return new DeviceLibrary()
        .load(
            "attacc-hbm3",
            List.of(
                WhatIf.parse("pim.engine.stacks=1"),
                WhatIf.parse("pim.engine.placement=" + placements.get(row.get("pim")))));
  }

  @Test
  void attentionOnAttAccTakesTheCyclesOfItsSimulator() throws IOException {
    for (Map<String, String> row : GoldenFile.rows("golden/attacc_regenerated.csv")) {
      long keys = number(row, "L");
      Task task =
          new Task.Attention(
              number(row, "nhead"), 1, keys, number(row, "dhead"), keys, DataType.FP16);
      boolean limited = row.get("power").equals("True");
      KernelRun run = Engines.of(attacc(row), limited).run(task);
      double golden = number(row, "cycles");
      double error = run.cycles() / golden - 1;
      String what = String.format(Locale.ROOT, "%s: %d, %.2f %%", row, run.cycles(), 100 * error);
      assertTrue(Math.abs(error) < ATTACC_TOLERANCE, what);
      assertEquals(number(row, "mvsb"), run.commands().get("to_softmax"), what);
      assertEquals(number(row, "mvgb"), run.commands().get("from_softmax"), what);
      assertEquals(number(row, "wrgb"), run.commands().get("write_buffer"), what);
      assertEquals(number(row, "mac"), run.commands().get("mac"), what);
    }
  }
}
