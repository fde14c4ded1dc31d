package ridgepoint.gpu.l2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.library.DeviceLibrary;

/**
 * Working sets that SMs of all partitions read over and over, as gpu-l2-cache of
 * te42kyfo/gpu-benches does, walked through the tags: the slices' bandwidth, less what others'
 * homes take of it, or main memory's for what is missing, is what was measured.
 */
class L2BandwidthTest {
  private static final TagStore TAGS = new TagStore(128, 32, 16, 64);
  private static final int EVERY = 64;

  /** Read rates in GB/s as measured; main memory's is what working sets far beyond the L2 read. */
  @ParameterizedTest
  @CsvSource({
    "a100-sxm-80gb, 18432, 5435.9, 1829.4",
    "a100-sxm-80gb, 30720, 3999.5, 1829.4",
    "a100-sxm-80gb, 52736, 1945.5, 1829.4",
    "h100-pcie, 18432, 6920.8, 1989.2",
    "h100-pcie, 30720, 6952.6, 1989.2",
    "h100-pcie, 52736, 2775.3, 1989.2",
    "h200-sxm, 30720, 9769.1, 3888.2",
    "h200-sxm, 52736, 6467.1, 3888.2",
    "h200-sxm, 91648, 3916.1, 3888.2",
    "l40s, 52736, 5239.6, 842.0",
    "l40s, 91648, 5242.8, 842.0",
    "l40s, 281600, 842.0, 842.0"
  })
  void workingSets(String id, long kibibytes, double measured, double memory) {
    DeviceSpec device = new DeviceLibrary().load(id);
    SharedCaches caches = new SharedCaches(device, TAGS, EVERY);
    SlicedCache l2 = caches.all().get(0);
    int partitions = l2.shape().partitions();
    long lines = kibibytes * 1024 / TAGS.lineBytes() / EVERY;
    for (int sweep = 0; sweep < 12; sweep++) {
      if (sweep == 6) {
        l2.resetCounts();
        Arrays.fill(caches.missed, 0);
      }
      for (long line = 0; line < lines; line++) {
        for (int sm = 0; sm < partitions; sm++) {
          long at = (line + sm * lines / partitions) % lines;
          caches.read(sm, at, TAGS.allSectors());
        }
      }
    }
    double asked = 6.0 * lines * partitions * 4;
    double cache = device.memory().get(1).readBytesPerSecond() / 1e9 / (1 + l2.far() / asked);
    double predicted = Math.min(cache, memory * asked / caches.missed[0]);
    assertEquals(1, predicted / measured, 0.2, id + " at " + kibibytes + " KiB");
  }
}
