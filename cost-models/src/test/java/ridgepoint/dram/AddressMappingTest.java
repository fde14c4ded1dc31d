package ridgepoint.dram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import ridgepoint.input.InputException;

class AddressMappingTest {
  private static DramConfiguration hashed(String id) {
    return load(id + "/Hashed");
  }

  private static DramConfiguration load(String id) {
    return new DramLibrary().load(id, DramsimIni.Reading.AS_DRAMSIM3, Optional.empty());
  }

  /** Rows of an array that are a power of two apart are on all channels alike. */
  @Property(tries = 30)
  void rowsPowersOfTwoApartSpreadOverChannels(
      @ForAll @IntRange(min = 8, max = 22) int stride, @ForAll @IntRange(min = 0, max = 7) int at) {
    AddressMapping mapping = hashed("HBM3_6400").mapping();
    int[] rows = new int[16];
    for (long row = 0; row < 256; row++) {
      rows[mapping.channel((row << stride) + 32L * at)]++;
    }
    for (int count : rows) {
      assertEquals(16, count);
    }
  }

  /** Without a hash they meet on few. */
  @Test
  void withoutAHashTheyMeetOnOneChannel() {
    AddressMapping mapping = load("HBM3_6400").mapping();
    Set<Integer> channels = new HashSet<>();
    for (long row = 0; row < 256; row++) {
      channels.add(mapping.channel(row << 13));
    }
    assertEquals(1, channels.size());
  }

  /** No two addresses share a place. */
  @Test
  void hashingIsOneToOne() {
    DramConfiguration memory = hashed("LPDDR5_6400");
    AddressMapping mapping = memory.mapping();
    Set<String> places = new HashSet<>();
    int accesses = 1 << 14;
    for (long access = 0; access < accesses; access++) {
      long address = access * 7 * memory.organization().accessBytes();
      places.add(
          mapping.channel(address)
              + " "
              + mapping.bank(address)
              + " "
              + mapping.row(address)
              + " "
              + mapping.column(address));
    }
    assertEquals(accesses, places.size());
  }

  /** A sequential stream over hashed channels and bank groups comes near the peak. */
  @Test
  void sequentialReadsOfHashedHbmReachMostOfThePeak() {
    for (String id : new String[] {"HBM3_6400", "HBM2E_3800", "HBM2_2000"}) {
      assertTrue(reach(id) < 0.55, id);
      assertTrue(reach(id + "/ro ba~ ra~ si~ co bg~ pc~ ch~") > 0.83, id);
    }
  }

  private static double reach(String id) {
    DramConfiguration memory = load(id);
    DramResult result =
        new MemorySystem(memory, CommandListener.NONE)
            .run(RequestStream.of("seq_rd", 100_000, memory));
    return result.bytesPerSecond() / new DeviceDram(memory, 1).peakBytesPerSecond();
  }

  @Test
  void whatCannotBeHashedIsRefused() {
    assertThrows(InputException.class, () -> load("DDR4_3200/ro~ ba bg ra co ch"));
    assertThrows(InputException.class, () -> load("DDR4_3200/ro ba bg ra co~ ch"));
  }
}
