package ridgepoint.fpga;

import java.util.Random;
import ridgepoint.dram.DramConfiguration;
import ridgepoint.dram.MemoryPort;

/**
 * What bursts reach of a DRAM's peak, played by its controller: every channel reads bursts of one
 * length that lie anywhere, several outstanding, as ports of an FPGA design do.
 */
final class BurstEfficiency {
  /** Bursts a port has outstanding: the default of high-level synthesis (AMD UG1399). */
  private static final int OUTSTANDING = 16;

  private static final int BURSTS_PER_CHANNEL = 64;
  private static final long SEED = 1;

  private BurstEfficiency() {}

  /**
   * Data moved over what the busses could have moved, above 0 and at most 1.
   *
   * @param burstBytes contiguous bytes of one burst
   */
  static double of(DramConfiguration dram, long burstBytes) {
    MemoryPort port = new MemoryPort(dram);
    int channels = dram.organization().channels() * dram.organization().pseudoChannels();
    long places = dram.organization().capacityBytes() / burstBytes;
    Random random = new Random(SEED);
    int bursts = BURSTS_PER_CHANNEL * channels;
    int begun = 0;
    int done = 0;
    long cycle = 0;
    while (done < bursts) {
      while (begun < bursts && begun - done < OUTSTANDING * channels) {
        port.submit(random.nextLong(places) * burstBytes, burstBytes, false, cycle);
        begun++;
      }
      cycle = port.advance(MemoryPort.NEVER);
      while (port.ended() >= 0) {
        done++;
      }
    }
    double accesses = (double) bursts * burstBytes / dram.organization().accessBytes();
    double most = dram.organization().peakAccessesPerCycle(dram.timings().ccdS()) * cycle;
    return Math.min(1, accesses / most);
  }
}
