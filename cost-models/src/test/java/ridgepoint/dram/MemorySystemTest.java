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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
        assertTrue(result.cycles() > 0, id + " " + stream);
        result.energy().ifPresent(energy -> assertTrue(energy.total() > 0, id + " " + stream));
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

  /** Each bank in turn, closed, at tREFIb; and nothing of it is opened within tRFCb. */
  @ParameterizedTest
  @ValueSource(strings = {"HBM2_2000", "HBM2_8Gb_x128"})
  void banksAreRefreshedOneByOne(String id) {
    DramConfiguration memory = refreshedByBank(configuration(id));
    Map<Integer, Long> refreshed = new HashMap<>();
    Map<Integer, Boolean> open = new HashMap<>();
    int[] next = {0};
    CommandListener checks =
        (clock, channel, command, bank, row, column) -> {
          if (channel != 0) {
            return;
          }
          switch (command) {
            case "activate" -> {
              long since = clock - refreshed.getOrDefault(bank, -1_000_000L);
              // The times hold for the last cycle of an activate, which may take two.
              int last = memory.commandBus().activateCycles() - 1;
              assertTrue(since + last >= memory.timings().rfcBank());
              open.put(bank, true);
            }
            case "precharge" -> open.put(bank, false);
            case "refresh_bank" -> {
              assertEquals(next[0]++ % (banks(memory)), bank);
              assertTrue(!open.getOrDefault(bank, false));
              refreshed.put(bank, clock);
            }
            default -> assertTrue(!command.equals("refresh"));
          }
        };
    DramResult result =
        new MemorySystem(memory, checks).run(RequestStream.of("rand_rd", 20_000, memory));
    long each = result.cycles() / memory.timings().refiBank();
    assertTrue(next[0] >= each - 2 && next[0] <= each + 1, next[0] + " of " + each);
  }

  private static int banks(DramConfiguration memory) {
    return memory.organization().ranksPerChannel() * memory.organization().banksPerRank();
  }

  private static DramConfiguration refreshedByBank(DramConfiguration m) {
    DramConfiguration.Timings t = m.timings();
    DramConfiguration.Timings often =
        new DramConfiguration.Timings(
            t.cl(),
            t.cwl(),
            t.al(),
            t.rcdRead(),
            t.rcdWrite(),
            t.rp(),
            t.ras(),
            t.ccdS(),
            t.ccdL(),
            t.rrdS(),
            t.rrdL(),
            t.faw(),
            t.aw32(),
            t.rtp(),
            t.wtrS(),
            t.wtrL(),
            t.wr(),
            t.rtrs(),
            t.ppd(),
            t.rfc(),
            t.rfcBank(),
            t.refi(),
            244,
            t.refined());
    return new DramConfiguration(
        m.id(),
        m.clockPeriodSeconds(),
        m.organization(),
        often,
        m.currents(),
        m.commandBus(),
        new DramConfiguration.Policy(
            DramConfiguration.PagePolicy.OPEN,
            DramConfiguration.RefreshPolicy.BANK_STAGGERED,
            m.policy().transactionEntries(),
            m.policy().scheduling()),
        m.mapping());
  }

  @Test
  void aMappingMayBeChosen() {
    DramConfiguration own = configuration("DDR5_4800");
    DramConfiguration other = configuration("DDR5_4800/MOP4CLXOR");
    // The second access of a channel: the same bank, or the next bank group.
    long second = 2 * own.organization().accessBytes();
    assertEquals(0, own.mapping().bank(second));
    assertEquals(own.organization().banks(), other.mapping().bank(second));
    InputException refused =
        assertThrows(InputException.class, () -> configuration("DDR5_4800/RoCo"));
    assertTrue(refused.getMessage().contains("nor one of RoBaRaCoCh"), refused.getMessage());
  }
}
