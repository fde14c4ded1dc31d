package ridgepoint.dram;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import ridgepoint.dram.DramConfiguration.Timings;

/**
 * Speed bins beyond a standard's own, as Ramulator 2.1 has them (CMU-SAFARI/ramulator2 300e25f,
 * python/ramulator/dram/hbm3.py: HBM3_8000Mbps and HBM3_9600Mbps for HBM3E; f13c87c, lpddr5.py:
 * LPDDR5_8533 for LPDDR5X).
 */
class ReclockingTest {
  private static Timings clocked(String id, double clockPeriodSeconds) {
    DramConfiguration memory = new DramLibrary().load(id, DramsimIni.Reading.AS_DRAMSIM3);
    return Reclocking.of(memory, clockPeriodSeconds, memory.policy()).timings();
  }

  /**
   * CL, CWL, tRCDRD, tRCDWR, tRP, tRAS, tCCD_L, tRRD_S, tRRD_L, tFAW, tRTP, tWTR_S, tWTR_L, tWR.
   */
  private static List<Integer> of(Timings t, int perCycle) {
    return List.of(
            t.cl(),
            t.cwl(),
            t.rcdRead(),
            t.rcdWrite(),
            t.rp(),
            t.ras(),
            t.ccdL(),
            t.rrdS(),
            t.rrdL(),
            t.faw(),
            t.rtp(),
            t.wtrS(),
            t.wtrL(),
            t.wr())
        .stream()
        .map(cycles -> (cycles + perCycle - 1) / perCycle)
        .toList();
  }

  @Test
  void hbm3eHasTheTimesOfHbm3AtItsRate() {
    assertEquals(
        List.of(25, 13, 39, 19, 33, 57, 5, 5, 7, 30, 12, 9, 13, 42),
        of(clocked("HBM3_6400", 0.25e-9), 2));
    assertEquals(
        List.of(30, 15, 47, 23, 39, 68, 6, 6, 8, 36, 14, 11, 15, 50),
        of(clocked("HBM3_6400", 0.2083e-9), 2));
  }

  /** Its tWTR_L, 14, is that of LPDDR5 without the longer bursts, which we count in. */
  @Test
  void lpddr5xHasTheTimesOfLpddr5AtItsRate() {
    Timings t = clocked("LPDDR5_6400", 0.938e-9);
    assertEquals(List.of(23, 12, 20, 20, 20, 46, 6, 6, 6, 22, 11, 7, 16, 38), of(t, 1));
  }
}
