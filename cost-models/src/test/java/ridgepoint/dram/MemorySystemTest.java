package ridgepoint.dram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import ridgepoint.input.InputException;

class MemorySystemTest {
  private static final DramLibrary LIBRARY = new DramLibrary();

  private static DramConfiguration configuration(String id) {
    return LIBRARY.load(id, DramsimIni.Reading.AS_DRAMSIM3);
  }

  private static DramResult run(String id, String stream, int requests) {
    DramConfiguration configuration = configuration(id);
    return new MemorySystem(configuration, CommandListener.NONE)
        .run(RequestStream.of(stream, requests, configuration));
  }

  @Test
  void everyShippedMemoryRunsEveryStream() {
    for (String id : LIBRARY.ids()) {
      for (String stream : RequestStream.names()) {
        DramResult result = run(id, stream, 300);
        assertTrue(
            result.cycles() > 0 && result.energy().orElseThrow().total() > 0, id + " " + stream);
      }
    }
  }

  /** An idle bank is opened and read: one activate, then tRCD, CL and the burst. */
  @Test
  void oneReadTakesActivateAndColumnAccess() {
    DramConfiguration ddr4 = configuration("DDR4_8Gb_x8_3200");
    DramResult one = run("DDR4_8Gb_x8_3200", "rand_rd", 1);
    int expected =
        ddr4.timings().rcdRead() + ddr4.timings().cl() + ddr4.organization().burstCycles();
    // One cycle to the queue of the bank, one for the activate itself.
    assertEquals(expected + 1, one.averageReadLatencyCycles());
    assertEquals(1, one.activates());
    assertEquals(0, one.rowHits());
  }

  /** No two activates of a bank within tRC, and no five of a rank within tFAW. */
  @Property(tries = 30)
  void activatesKeepTheirDistance(
      @ForAll @IntRange(min = 1, max = 3000) int requests,
      @ForAll @IntRange(min = 0, max = 10) int pattern) {
    DramConfiguration memory = configuration("DDR4_8Gb_x16_3200");
    Map<Integer, Long> lastOfBank = new HashMap<>();
    Map<Integer, long[]> lastOfRank = new HashMap<>();
    CommandListener checks =
        (clock, channel, command, bank, row, column) -> {
          if (!command.equals("activate")) {
            return;
          }
          Long last = lastOfBank.put(bank, clock);
          assertTrue(last == null || clock - last >= memory.timings().rc());
          int rank = bank / memory.organization().banksPerRank();
          long[] four =
              lastOfRank.computeIfAbsent(rank, each -> new long[] {-999, -999, -999, -999});
          assertTrue(clock - four[0] >= memory.timings().faw());
          System.arraycopy(four, 1, four, 0, 3);
          four[3] = clock;
        };
    String name = RequestStream.names().get(pattern);
    new MemorySystem(memory, checks).run(RequestStream.of(name, requests, memory));
  }

  /**
   * The data bus of a channel carries one burst at a time. (That more requests take no fewer cycles
   * does not hold: one more can change who is first ready.)
   */
  @Property(tries = 30)
  void readsTakeTheDataBusAtLeast(@ForAll @IntRange(min = 1, max = 2000) int requests) {
    DramConfiguration memory = configuration("HBM2_4Gb_x128");
    int channels = memory.organization().channels();
    int bursts = (requests + channels - 1) / channels;
    assertTrue(
        run("HBM2_4Gb_x128", "seq_rd", requests).cycles()
            >= (long) bursts * memory.organization().burstCycles());
  }

  @Test
  void bandwidthNeverExceedsTheDataBus() {
    DramResult result = run("HBM2_8Gb_x128", "seq_rd", 50_000);
    assertTrue(result.bytesPerSecond() < 256e9);
    assertTrue(result.bytesPerSecond() > 0.9 * 256e9);
  }

  @Test
  void aMemoryIsFoundByTheBeginningOfItsName() {
    assertEquals("HBM2_8Gb_x128", configuration("hbm2-8gb").id());
    InputException several = assertThrows(InputException.class, () -> configuration("DDR4_8Gb"));
    assertTrue(several.getMessage().contains("one of DDR4_8Gb_x16_3200, DDR4_8Gb_x8_3200"));
    InputException none = assertThrows(InputException.class, () -> configuration("DDR9"));
    assertTrue(none.getMessage().contains("not known"));
  }

  @Test
  void anAddressMappingNamesEachFieldOnce() {
    DramConfiguration memory = configuration("hbm2-8gb");
    for (String text : List.of("rochrababg", "rochrababgxx", "rorochbabgco")) {
      assertThrows(
          IllegalArgumentException.class, () -> new AddressMapping(text, memory.organization()));
    }
  }
}
