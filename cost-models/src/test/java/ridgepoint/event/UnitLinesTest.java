package ridgepoint.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UnitLinesTest {
  private static final int STREAMS = 200;

  @ParameterizedTest
  @EnumSource
  void theNextStreamIsTheOneThatALookAtAllOfThemFinds(Arbitration arbitration) {
    UnitLines lines =
        new UnitLines(
            List.of(new Program.Unit("unit", arbitration, ClockDomain.cycles("clock"))), STREAMS);
    List<Integer> waiting = new ArrayList<>();
    Random random = new Random(1);
    int lastServed = WaitingLines.NOBODY;
    for (int step = 0; step < 2_000; step++) {
      int stream = random.nextInt(STREAMS);
      if (!waiting.contains(stream)) {
        lines.add(0, stream);
        waiting.add(stream);
      }
      if (random.nextInt(3) > 0 && !waiting.isEmpty()) {
        Integer expected = next(waiting, arbitration, lastServed);
        waiting.remove(expected);
        lastServed = lines.removeNext(0, lastServed);
        assertEquals(expected, lastServed);
      }
      assertEquals(waiting.isEmpty(), lines.isEmpty(0));
    }
    assertTrue(lastServed >= 0);
  }

  private static Integer next(List<Integer> waiting, Arbitration arbitration, int lastServed) {
    return switch (arbitration) {
      case ARRIVAL -> waiting.get(0);
      case PRIORITY -> waiting.stream().min(Integer::compare).orElseThrow();
      case ROUND_ROBIN ->
          waiting.stream()
              .min(
                  (one, other) ->
                      Integer.compare(
                          (one + STREAMS - lastServed - 1) % STREAMS,
                          (other + STREAMS - lastServed - 1) % STREAMS))
              .orElseThrow();
    };
  }
}
