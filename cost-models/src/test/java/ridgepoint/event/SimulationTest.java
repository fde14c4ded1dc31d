package ridgepoint.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import ridgepoint.input.InputException;

class SimulationTest {
  private static final ClockDomain CLOCK = ClockDomain.cycles("core");

  private final ProgramBuilder program = new ProgramBuilder();

  private Outcome run() {
    return new Simulation(program.build(), Settings.USUAL, Listener.NONE).run();
  }

  /** A loader and a multiplier with a buffer of {@code slots} between them. */
  private int[] buffered(int slots, long trips, long load, long multiply) {
    int dma = program.unit("dma", CLOCK);
    int array = program.unit("array", CLOCK);
    int free = program.credits("free", slots, "buffer");
    int full = program.credits("full", 0, "operands");
    program.stream("load")
        .loop(trips)
        .take(free, 1)
        .use(dma, Cost.of(load), When.RELEASED, "load")
        .give(full, 1, When.DONE)
        .end();
    program.stream("multiply")
        .loop(trips)
        .take(full, 1)
        .use(array, Cost.of(multiply), When.RELEASED, "multiply")
        .give(free, 1, When.RELEASED)
        .end();
    return new int[] {dma, array};
  }

  @Test
  void oneSlotDoesOneAfterTheOther() {
    buffered(1, 10, 7, 5);
    assertEquals(10 * (7 + 5), run().ticks());
  }

  @Test
  void twoSlotsHideTheShorter() {
    int[] units = buffered(2, 10, 7, 5);
    Outcome outcome = run();
    assertEquals(10 * 7 + 5, outcome.ticks());
    assertEquals(70, outcome.busyTicks(units[0]));
    assertEquals(50, outcome.busyTicks(units[1]));
    int operands = outcome.program().causes().indexOf("operands");
    assertEquals(7 + 9 * 2, outcome.stalledTicks(units[1], operands));
    assertEquals(0, outcome.idleTicks(units[1]));
  }

  @Test
  void aFullBufferPushesBack() {
    int[] units = buffered(2, 1000, 3, 10);
    Outcome outcome = run();
    assertEquals(3 + 1000 * 10, outcome.ticks());
    int buffer = outcome.program().causes().indexOf("buffer");
    assertEquals(
        outcome.ticks() - 3000 - outcome.idleTicks(units[0]),
        outcome.stalledTicks(units[0], buffer));
    assertTrue(outcome.skippedTicks() > 9000, "skipped " + outcome.skippedTicks());
    assertTrue(outcome.events() < 200, outcome.events() + " events");
  }

  @Test
  void latencyBeyondOccupancyOverlaps() {
    int pipe = program.unit("pipe", CLOCK);
    program.stream("issue").loop(10).use(pipe, new Cost(2, 20), When.RELEASED, "").end();
    assertEquals(9 * 2 + 20, run().ticks());
  }

  @Test
  void awaitingResultsDoesNot() {
    int pipe = program.unit("pipe", CLOCK);
    program.stream("issue").loop(10).use(pipe, new Cost(2, 20), When.DONE, "").end();
    assertEquals(10 * 20, run().ticks());
  }

  @Test
  void unitsBeginOnEdgesOfTheirClock() {
    int slow = program.unit("slow", new ClockDomain("slow", 10));
    int fast = program.unit("fast", new ClockDomain("fast", 3));
    program.stream("both")
        .use(fast, Cost.of(3), When.DONE, "")
        .use(slow, Cost.of(10), When.DONE, "")
        .use(fast, Cost.of(3), When.DONE, "");
    assertEquals(21 + 3, run().ticks());
  }

  private List<Integer> servedBy(Arbitration arbitration) {
    int unit = program.unit("shared", CLOCK, arbitration);
    for (int stream = 0; stream < 3; stream++) {
      program.stream("stream " + stream)
          .delay(2 - stream)
          .loop(2)
          .use(unit, Cost.of(5), When.RELEASED, "")
          .end();
    }
    List<Integer> order = new ArrayList<>();
    Listener listener =
        new Listener() {
          @Override
          public void used(
              int stream,
              int unit,
              int instruction,
              long start,
              long occupancy,
              long latency,
              long stalled,
              int cause) {
            order.add(stream);
          }
        };
    new Simulation(program.build(), Settings.USUAL.replayingAll(true), listener).run();
    return order;
  }

  @Test
  void arrivalServesWhoWaitedLongest() {
    assertEquals(List.of(2, 1, 0, 2, 1, 0), servedBy(Arbitration.ARRIVAL));
  }

  @Test
  void priorityServesTheFirstNamed() {
    assertEquals(List.of(2, 0, 0, 1, 1, 2), servedBy(Arbitration.PRIORITY));
  }

  @Test
  void roundRobinServesTheNextInTurn() {
    assertEquals(List.of(2, 0, 1, 2, 0, 1), servedBy(Arbitration.ROUND_ROBIN));
  }

  @Test
  void streamsDrawFromAPoolUntilItIsEmpty() {
    int pool = program.credits("tiles", 1001, "tiles");
    for (int core = 0; core < 4; core++) {
      int unit = program.unit("core " + core, CLOCK);
      program.stream("core " + core)
          .forever()
          .draw(pool)
          .use(unit, Cost.of(10), When.DONE, "tile")
          .end();
    }
    Outcome outcome = run();
    assertEquals(251 * 10, outcome.ticks());
    assertTrue(outcome.skippedTicks() > 2000, "skipped " + outcome.skippedTicks());
  }

  @Test
  void waitingForEachOtherForEverIsSaid() {
    int never = program.credits("never", 0, "never");
    program.stream("left").take(never, 1);
    IllegalStateException thrown = assertThrows(IllegalStateException.class, this::run);
    assertEquals(
        "streams wait for each other: left for 1 of never, of which there are 0",
        thrown.getMessage());
  }

  @Test
  void aLimitEndsARunThatSkipsPastIt() {
    buffered(2, 1_000_000, 3, 10);
    Settings limited = Settings.USUAL.limitedTo(5000, "limit passed");
    Program built = program.build();
    InputException thrown =
        assertThrows(
            InputException.class, () -> new Simulation(built, limited, Listener.NONE).run());
    assertEquals("limit passed", thrown.getMessage());
  }
}
