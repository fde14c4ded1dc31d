package ridgepoint.gpu.l2;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import ridgepoint.cache.SetAssociativeCache;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.MemoryLevel;

/**
 * All caches that SMs share, nearest first. What one of them lacks is asked of the next, and what
 * falls out of one after it was written is written to the next.
 */
final class SharedCaches {
  private final List<SlicedCache> caches = new ArrayList<>();

  /** By cache: sectors that it lacked, and sectors that it gave to what is beyond. */
  final long[] missed;

  final double[] writtenBack;

  /** By cache: sectors of lines that came in, and those of them where nothing of the kernel was. */
  final double[] taken;

  final double[] foreign;

  /**
   * Caches in which nothing of a kernel is.
   *
   * @param every line in so many that is followed: caches have as many fewer lines
   */
  SharedCaches(DeviceSpec device, TagStore tags, int every) {
    int first = first(device);
    int count = device.memory().size() - 1 - first;
    missed = new long[count];
    writtenBack = new double[count];
    taken = new double[count];
    foreign = new double[count];
    for (int i = 0; i < count; i++) {
      int level = i;
      caches.add(
          new SlicedCache(
              shape(device, first + i, tags, every),
              (line, written) -> evicted(level, line, written, tags)));
    }
  }

  /** Index of the nearest memory level that SMs share. */
  static int first(DeviceSpec device) {
    int level = 0;
    while (level < device.memory().size() - 1
        && device.memory().get(level).instances() >= device.compute().units()) {
      level++;
    }
    return level;
  }

  /** How a level is built. */
  static SlicedCache.Shape shape(DeviceSpec device, int level, TagStore tags, int every) {
    MemoryLevel cache = device.memory().get(level);
    Architecture.L2 l2 = ((Architecture.Gpu) device.architecture()).l2();
    boolean nearest = level == first(device);
    boolean homes = nearest && cache.instances() == 1 && l2.partitions() > 1;
    int partitions = homes ? l2.partitions() : cache.instances();
    OptionalInt stated = nearest ? l2.slices() : OptionalInt.empty();
    double ports =
        cache.readBytesPerSecond() / (tags.portBytesPerCycle() * device.compute().clockHertz());
    double slices = Math.ceil(stated.orElse((int) Math.ceil(ports)) / (double) partitions);
    double lines = cache.totalCapacityBytes() / (partitions * slices * tags.lineBytes() * every);
    return new SlicedCache.Shape(
        partitions, (int) slices, homes, Math.max(1, (long) lines), tags.ways());
  }

  List<SlicedCache> all() {
    return caches;
  }

  /** The partition of a cache that is near an SM; blocks go to partitions in turn. */
  static int near(SlicedCache cache, int sm) {
    return sm % cache.shape().partitions();
  }

  void read(int sm, long line, int sectors) {
    int wanted = sectors;
    for (int i = 0; i < missed.length && wanted != 0; i++) {
      SlicedCache cache = caches.get(i);
      wanted = cache.read(near(cache, sm), line, wanted);
      missed[i] += Integer.bitCount(wanted);
    }
  }

  void write(int sm, long line, int sectors) {
    if (!caches.isEmpty()) {
      SlicedCache cache = caches.get(0);
      cache.write(near(cache, sm), line, sectors);
    }
  }

  private void evicted(int level, long line, int written, TagStore tags) {
    double sectors = (double) tags.lineBytes() / tags.sectorBytes();
    taken[level] += sectors;
    if (line == SetAssociativeCache.NONE) {
      foreign[level] += sectors;
    } else if (written != 0) {
      writtenBack[level] += Integer.bitCount(written);
      if (level + 1 < caches.size()) {
        SlicedCache next = caches.get(level + 1);
        next.write(next.home(line, 0), line, written);
      }
    }
  }
}
