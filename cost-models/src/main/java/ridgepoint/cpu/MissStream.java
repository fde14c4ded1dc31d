package ridgepoint.cpu;

import java.util.Arrays;
import java.util.stream.LongStream;
import ridgepoint.dram.CommandListener;
import ridgepoint.dram.DeviceDram;
import ridgepoint.dram.DramConfiguration;
import ridgepoint.dram.DramResult;
import ridgepoint.dram.MemorySystem;
import ridgepoint.dram.RequestStream;

/**
 * Where the lines are that cores had to fetch from main memory: the first of each core's, enough to
 * tell how well a DRAM's rows and banks serve them.
 */
final class MissStream {
  private static final int MOST_PER_CORE = 2048;

  /** Lines of one core that arrive together, as its prefetcher asks for them. */
  private static final int BURST = 16;

  /** Neighbouring pages are on neighbouring channels. */
  private static final long PAGE = 4096;

  private final long[][] addresses;
  private final int[] counts;
  private final long lineBytes;

  MissStream(int cores, long lineBytes) {
    addresses = new long[cores][64];
    counts = new int[cores];
    this.lineBytes = lineBytes;
  }

  void add(int core, long address) {
    int count = counts[core];
    if (count == MOST_PER_CORE) {
      return;
    }
    if (count == addresses[core].length) {
      addresses[core] = Arrays.copyOf(addresses[core], 2 * count);
    }
    addresses[core][count] = address;
    counts[core] = count + 1;
  }

  /**
   * The share of a DRAM's peak that these accesses reach, cores taking turns; 1 without any.
   *
   * @param device whose interfaces are alike, so that one is run
   */
  double efficiency(DeviceDram device) {
    DramConfiguration dram = device.memory();
    int access = dram.organization().accessBytes();
    int groups = device.interfaces();
    double peak = device.peakBytesPerSecond() / groups;
    long[] requests = interleaved(access, dram.organization().capacityBytes(), groups);
    if (requests.length == 0) {
      return 1;
    }
    DramResult result =
        new MemorySystem(dram, CommandListener.NONE)
            .run(
                new RequestStream() {
                  @Override
                  public int requests() {
                    return requests.length;
                  }

                  @Override
                  public long address(int index) {
                    return requests[index];
                  }

                  @Override
                  public boolean isWrite(int index) {
                    return false;
                  }
                });
    return Math.min(1, result.bytesPerSecond() / peak);
  }

  /** One burst of every core after another: those of them that are on the first group. */
  private long[] interleaved(int access, long capacity, long groups) {
    LongStream.Builder requests = LongStream.builder();
    int most = Arrays.stream(counts).max().orElse(0);
    for (int first = 0; first < most; first += BURST) {
      for (int core = 0; core < counts.length; core++) {
        for (int i = first; i < Math.min(first + BURST, counts[core]); i++) {
          long address = addresses[core][i];
          if (address / PAGE % groups == 0) {
            long own = address / PAGE / groups * PAGE + address % PAGE;
            for (long offset = 0; offset < lineBytes; offset += access) {
              requests.add((own + offset) % capacity / access * access);
            }
          }
        }
      }
    }
    return requests.build().toArray();
  }
}
