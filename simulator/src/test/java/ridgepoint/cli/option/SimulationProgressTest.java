package ridgepoint.cli.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cycle.CycleSettings;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Softmax;

class SimulationProgressTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void aLineComesAfterTwoSecondsAndNotAgainBeforeTwoMore() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new Terminal.ResultStream(new ByteArrayOutputStream()),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            true,
            false);
    AtomicLong time = new AtomicLong();
    SimulationProgress progress =
        new SimulationProgress(terminal, CycleSettings.USUAL.listeners(), time::get);
    progress.of(new Softmax(8, 16, Format.of(DataType.FP16)), null);
    progress.at(1_000_000_000L, 5);
    assertEquals(0, err.size(), "nobody has waited yet");
    time.set(2 * SECOND);
    progress.at(2_000_000_000L, 6);
    progress.at(3_000_000_000L, 7);
    String said = err.toString(StandardCharsets.UTF_8);
    assertEquals(1, said.lines().count());
    assertTrue(said.contains("simulation 1: softmax 8x16, at 2.000 ms after 6 events"), said);
  }
}
