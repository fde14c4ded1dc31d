package ridgepoint.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** What is multiplied comes out as what is replayed. */
class SteadyStateTest {

  @Property(tries = 120)
  void skippingChangesNothing(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
    Program program = program(new Random(seed));
    assertSame(run(program, true), run(program, false));
  }

  @Test
  void manyProgramsAreSkippedForTheMostPart() {
    int skipped = 0;
    for (int seed = 0; seed < 100; seed++) {
      Outcome outcome = run(program(new Random(seed)), false);
      skipped += 2 * outcome.skippedTicks() > outcome.ticks() ? 1 : 0;
    }
    assertTrue(skipped > 50, skipped + " of 100 programs were skipped for more than half");
  }

  private static Outcome run(Program program, boolean all) {
    return new Simulation(program, Settings.USUAL.replayingAll(all), Listener.NONE).run();
  }

  private static void assertSame(Outcome replayed, Outcome skipping) {
    assertEquals(replayed.ticks(), skipping.ticks());
    for (int at = 0; at < replayed.program().instructions(); at++) {
      assertEquals(replayed.executions(at), skipping.executions(at), "instruction " + at);
    }
    for (int unit = 0; unit < replayed.program().units().size(); unit++) {
      for (int cause = 0; cause < replayed.program().causes().size(); cause++) {
        assertEquals(
            replayed.stalledTicks(unit, cause), skipping.stalledTicks(unit, cause), "unit " + unit);
      }
    }
    assertEquals(0, replayed.skippedTicks());
  }

  /** Cores that load through a shared memory, multiply and store, in loops of loops. */
  private static Program program(Random random) {
    ProgramBuilder program = new ProgramBuilder();
    ClockDomain fast = new ClockDomain("fast", 1 + random.nextInt(3));
    ClockDomain slow = new ClockDomain("slow", 1 + random.nextInt(4));
    Arbitration arbitration = Arbitration.values()[random.nextInt(3)];
    int memory = program.unit("memory", slow, arbitration);
    int pool = program.credits("pool", random.nextInt(2000), "pool");
    boolean drawn = random.nextBoolean();
    int cores = 1 + random.nextInt(4);
    for (int core = 0; core < cores; core++) {
      core(program, random, "core " + core, fast, memory, drawn ? pool : -1);
    }
    return program.build();
  }

  private static void core(
      ProgramBuilder program, Random random, String name, ClockDomain clock, int memory, int pool) {
    int array = program.unit(name + " array", clock);
    int free = program.credits(name + " free", 1 + random.nextInt(3), "buffer");
    int full = program.credits(name + " full", 0, "operands");
    int finished = program.credits(name + " finished", 0, "result");
    int outputs = program.credits(name + " outputs", 1 + random.nextInt(2), "accumulator");
    int tiles = program.credits(name + " tiles", 0, "tile");
    long steps = random.nextInt(60);
    long trips = 1 + random.nextInt(40);
    Cost load = cost(random);
    Cost multiply = cost(random);
    Cost store = cost(random);

    StreamBuilder loader = program.stream(name + " load");
    if (pool < 0) {
      loader.loop(trips);
    } else {
      loader.forever().draw(pool);
    }
    loader.give(tiles, 1, When.BEGUN).loop(steps).take(free, 1);
    loader.use(memory, load, When.values()[random.nextInt(3)], "load").give(full, 1, When.DONE);
    loader.end().end();

    StreamBuilder multiplier = program.backgroundStream(name + " multiply").forever();
    multiplier.take(tiles, 1).take(outputs, 1).loop(steps).take(full, 1);
    multiplier.use(array, multiply, When.RELEASED, "multiply").give(free, 1, When.RELEASED);
    multiplier.end().give(finished, 1, When.DONE).end();

    StreamBuilder storer = program.backgroundStream(name + " store").forever();
    storer.take(finished, 1).use(memory, store, When.DONE, "store").give(outputs, 1, When.DONE);
    storer.end();
  }

  private static Cost cost(Random random) {
    long occupancy = random.nextInt(20);
    return new Cost(occupancy, occupancy + random.nextInt(3) * random.nextInt(30));
  }
}
