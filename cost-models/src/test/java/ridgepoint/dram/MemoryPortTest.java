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

  /** One transfer is the stream of its accesses. */
  @Property(tries = 40)
  void aTransferTakesTheCyclesOfItsStream(
      @ForAll @IntRange(min = 0, max = 2) int which,
      @ForAll @IntRange(min = 1, max = 3000) int accesses,
      @ForAll boolean write) {
    DramConfiguration memory = memory(IDS[which]);
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

  @ParameterizedTest
  @ValueSource(longs = {1, 625})
  void anEventSimulationSeesTicksOfItsOwn(long ticksPerCycle) {
    DramMemory memory =
        new DramMemory(
            memory("DDR4_3200"),
            ticksPerCycle,
            List.of(new DramMemory.Region(0, 4096), new DramMemory.Region(1 << 20, 4096)));
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
    assertThrows(IllegalArgumentException.class, () -> memory.begin(1, 0, 4097, false, 1L << 40));
    assertThrows(
        IllegalArgumentException.class,
        () -> new DramMemory(memory("DDR4_3200"), 1, List.of(new DramMemory.Region(0, 0))));
  }
}
