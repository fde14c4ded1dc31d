package ridgepoint.dram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ridgepoint.event.Memory;

class MemoryPortTest {
  private static final String[] IDS = {"DDR4_8Gb_x8_3200", "HBM2_8Gb_x128", "HBM3_6400"};

  private static DramConfiguration memory(String id) {
    return new DramLibrary().load(id, DramsimIni.Reading.AS_DRAMSIM3);
  }

  /** One transfer is the stream of its accesses, of a memory with one channel. */
  @Property(tries = 40)
  void aTransferTakesTheCyclesOfItsStream(
      @ForAll @IntRange(min = 1, max = 3000) int accesses, @ForAll boolean write) {
    DramConfiguration memory = memory(IDS[0]);
    DramResult stream =
        new MemorySystem(memory, CommandListener.NONE)
            .run(RequestStream.of(write ? "seq_wr" : "seq_rd", accesses, memory));
    MemoryPort port = new MemoryPort(memory);
    port.submit(0, (long) accesses * memory.organization().accessBytes(), write, 0);
    assertEquals(stream.cycles(), port.advance(MemoryPort.NEVER));
    assertEquals(0, port.ended());
    assertEquals(-1, port.ended());
    assertEquals(stream, port.result());
  }

  /** All end, in order of time, however far the caller advances at a time. */
  @Property(tries = 40)
  void stepsOfTheCallerChangeNothing(
      @ForAll @IntRange(min = 0, max = 2) int which,
      @ForAll @IntRange(min = 1, max = 20) int transfers,
      @ForAll @IntRange(min = 50, max = 5000) int step) {
    assertEquals(ends(IDS[which], transfers, Long.MAX_VALUE), ends(IDS[which], transfers, step));
  }

  /** What ended when, each transfer begun 100 cycles after the one before, some over the same. */
  private static List<String> ends(String id, int transfers, long step) {
    MemoryPort port = new MemoryPort(memory(id));
    List<String> ends = new ArrayList<>();
    for (int i = 0; i < transfers; i++) {
      long begin = 100L * i;
      advance(port, begin, step, ends);
      port.submit(i % 3 * 4096L, 1000 * (i % 5 + 1), i % 2 == 1, begin);
    }
    advance(port, 50_000, step, ends);
    assertEquals(transfers, ends.size());
    return ends;
  }

  private static void advance(MemoryPort port, long to, long step, List<String> ends) {
    long limit = Math.min(to, step);
    while (true) {
      long cycle = port.advance(limit);
      if (cycle != MemoryPort.NEVER) {
        for (int each = port.ended(); each >= 0; each = port.ended()) {
          ends.add(each + " at " + cycle);
        }
      } else if (limit == to) {
        return;
      } else {
        limit = Math.min(to, limit + step);
      }
    }
  }

  /** A full queue of writes, each behind a read of its address that is not under way yet. */
  @Test
  void writesBehindReadsOfTheirAddressesEnd() {
    for (String id : IDS) {
      MemoryPort port = new MemoryPort(memory(id));
      for (int i = 0; i < 8; i++) {
        port.submit(0, 1 << 14, i % 2 == 1, 0);
      }
      int ended = 0;
      while (port.advance(MemoryPort.NEVER) != MemoryPort.NEVER) {
        ended += port.ended() >= 0 ? 1 : 0;
      }
      assertEquals(8, ended, id);
    }
  }

  @Test
  void anIdleMemoryAnswersALaterReadAsSoonAsAnEarlierOne() {
    DramConfiguration memory = memory("DDR4_3200");
    MemoryPort port = new MemoryPort(memory);
    port.submit(0, 64, false, 1_000);
    // A cycle to be seen, then activate, access and burst.
    assertEquals(1_000 + 1 + 22 + 22 + 4 + 1, port.advance(MemoryPort.NEVER));
  }

  @Test
  void whatIsNotThereOrInThePastIsRefused() {
    MemoryPort port = new MemoryPort(memory("DDR4_3200"));
    long capacity = memory("DDR4_3200").organization().capacityBytes();
    assertThrows(IllegalArgumentException.class, () -> port.submit(0, 0, false, 0));
    assertThrows(IllegalArgumentException.class, () -> port.submit(-64, 64, false, 0));
    assertThrows(IllegalArgumentException.class, () -> port.submit(capacity - 63, 64, false, 0));
    port.submit(capacity - 64, 64, false, 10);
    assertThrows(IllegalArgumentException.class, () -> port.submit(0, 64, false, 9));
  }

  /** Channels do not wait for one another as requests of one stream do. */
  @Property(tries = 20)
  void aTransferOverManyChannelsIsNoSlowerThanItsStream(
      @ForAll @IntRange(min = 1, max = 2) int which,
      @ForAll @IntRange(min = 1, max = 3000) int accesses) {
    DramConfiguration memory = memory(IDS[which]);
    DramResult stream =
        new MemorySystem(memory, CommandListener.NONE)
            .run(RequestStream.of("seq_rd", accesses, memory));
    MemoryPort port = new MemoryPort(memory);
    port.submit(0, (long) accesses * memory.organization().accessBytes(), false, 0);
    long cycles = port.advance(MemoryPort.NEVER);
    assertTrue(cycles <= stream.cycles(), cycles + " and " + stream.cycles());
    assertEquals(stream.reads(), port.result().reads());
  }

  /** A quarter of the channels answers as all of them do, and makes a quarter of the accesses. */
  @Test
  void someChannelsStandForAll() {
    DramConfiguration memory =
        new DramLibrary().load("HBM3_6400/Hashed", DramsimIni.Reading.AS_DRAMSIM3);
    long bytes = 1 << 20;
    MemoryPort all = new MemoryPort(memory);
    MemoryPort some = new MemoryPort(memory, 4, 0);
    all.submit(0, bytes, false, 0);
    some.submit(0, bytes, false, 0);
    double ofAll = all.advance(MemoryPort.NEVER);
    assertEquals(1, some.advance(MemoryPort.NEVER) / ofAll, 0.05);
    assertEquals(all.result().reads() / 4, some.result().reads());
    assertThrows(IllegalArgumentException.class, () -> new MemoryPort(memory, 17, 0));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 625})
  void anEventSimulationSeesTicksOfItsOwn(long ticksPerCycle) {
    DramMemory memory =
        new DramMemory(
            memory("DDR4_3200"),
            1,
            1,
            256,
            0,
            ticksPerCycle,
            (place, bytes, ranges) -> ranges.add((long) place << 20, bytes));
    memory.begin(7, 0, 64, false, 0);
    memory.begin(9, 1, 4096, true, 0);
    long first = memory.runTo(Memory.NEVER);
    assertEquals(0, first % ticksPerCycle);
    assertEquals(7, memory.ended());
    assertEquals(-1, memory.ended());
    assertTrue(memory.runTo(Memory.NEVER) > first);
    assertEquals(9, memory.ended());
    assertEquals(Memory.NEVER, memory.runTo(1 << 30));
    assertEquals(65, memory.result().requests());
    assertEquals(64 + 4096, memory.movedBytes());
  }

  /** What is on interfaces or channels that are not simulated ends when the rest usually does. */
  @Test
  void transfersThatNobodyPlaysEndAsWell() {
    DramMemory memory =
        new DramMemory(
            memory("HBM3_6400"),
            5,
            1,
            256,
            0,
            312,
            (place, bytes, ranges) -> ranges.add(place, bytes));
    for (int i = 0; i < 100; i++) {
      memory.begin(i, 4096 * i, 256, false, 0);
    }
    int ended = 0;
    long last = 0;
    for (long tick = memory.runTo(Memory.NEVER);
        tick != Memory.NEVER;
        tick = memory.runTo(Memory.NEVER)) {
      assertTrue(tick >= last);
      last = tick;
      while (memory.ended() >= 0) {
        ended++;
      }
    }
    assertEquals(100, ended);
    assertTrue(memory.result().requests() < 200);
  }
}
