package ridgepoint.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the operating system says of its processor.
 *
 * @param cores that this process may use
 * @param sockets they are in
 * @param caches of data, nearest first; where the system says nothing, usual ones
 * @param cachesAreAssumed whether that is so
 * @param memoryBytes of main memory, where the system says
 */
public record HostProcessor(
    String name,
    String vendor,
    int cores,
    int sockets,
    List<Cache> caches,
    boolean cachesAreAssumed,
    Optional<Double> memoryBytes) {
  private static final double KIB = 1024;
  private static final Path SYSTEM = Path.of("/");

  /**
   * A cache that holds data.
   *
   * @param sharedBy cores
   * @param ways 0 where unknown
   */
  public record Cache(int level, double bytes, int sharedBy, int ways) {}

  /** This machine, as its system describes it. */
  public static HostProcessor find() {
    return find(SYSTEM, Runtime.getRuntime().availableProcessors());
  }

  /**
   * A machine whose {@code /proc} and {@code /sys} are under {@code root}.
   *
   * @param cores that may be used
   */
  static HostProcessor find(Path root, int cores) {
    List<String> information = lines(root.resolve("proc/cpuinfo"));
    Path processors = root.resolve("sys/devices/system/cpu");
    List<Cache> caches = caches(processors.resolve("cpu0/cache"), cores);
    return new HostProcessor(
        field(information, "model name").orElse(System.getProperty("os.arch")),
        vendor(field(information, "vendor_id").orElse("unknown")),
        cores,
        sockets(processors, cores),
        caches.isEmpty() ? usualCaches(cores) : caches,
        caches.isEmpty(),
        field(lines(root.resolve("proc/meminfo")), "MemTotal")
            .map(text -> Double.parseDouble(text.replace("kB", "").strip()) * KIB));
  }

  private static String vendor(String id) {
    return switch (id) {
      case "GenuineIntel" -> "Intel";
      case "AuthenticAMD" -> "AMD";
      default -> id;
    };
  }

  private static int sockets(Path processors, int cores) {
    Set<String> packages = new HashSet<>();
    for (int core = 0; core < cores; core++) {
      text(processors.resolve("cpu" + core + "/topology/physical_package_id"))
          .ifPresent(packages::add);
    }
    return Math.max(1, packages.size());
  }

  private static List<Cache> caches(Path folder, int cores) {
    List<Cache> caches = new ArrayList<>();
    for (int index = 0; Files.isDirectory(folder.resolve("index" + index)); index++) {
      Path cache = folder.resolve("index" + index);
      Optional<String> size = text(cache.resolve("size"));
      boolean holdsData = !text(cache.resolve("type")).orElse("").equals("Instruction");
      Optional<String> level = text(cache.resolve("level"));
      if (holdsData && size.isPresent() && level.isPresent()) {
        caches.add(
            new Cache(
                Integer.parseInt(level.get()),
                bytes(size.get()),
                Math.min(cores, sharing(text(cache.resolve("shared_cpu_list")).orElse("0"))),
                text(cache.resolve("ways_of_associativity")).map(Integer::parseInt).orElse(0)));
      }
    }
    caches.sort(Comparator.comparingInt(Cache::level));
    return List.copyOf(caches);
  }

  /** What most server cores have. */
  private static List<Cache> usualCaches(int cores) {
    return List.of(
        new Cache(1, 32 * KIB, 1, 8),
        new Cache(2, 1024 * KIB, 1, 8),
        new Cache(3, 2048 * KIB * cores, cores, 16));
  }

  /** {@code 32K}, {@code 1024K} or {@code 32M}. */
  private static double bytes(String size) {
    double number = Double.parseDouble(size.substring(0, size.length() - 1));
    return switch (size.charAt(size.length() - 1)) {
      case 'K' -> number * KIB;
      case 'M' -> number * KIB * KIB;
      default -> Double.parseDouble(size);
    };
  }

  /** Processors of a list such as {@code 0-3,8-11}. */
  static int sharing(String list) {
    int count = 0;
    for (String range : list.split(",", -1)) {
      String[] ends = range.strip().split("-", -1);
      count += Integer.parseInt(ends[ends.length - 1]) - Integer.parseInt(ends[0]) + 1;
    }
    return count;
  }

  private static Optional<String> field(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name) && line.contains(":"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst();
  }

  private static Optional<String> text(Path file) {
    return lines(file).stream().findFirst().map(String::strip);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return List.of();
    }
  }

  /** The cache of that level, if there is one. */
  public Optional<Cache> cache(int level) {
    return caches.stream().filter(cache -> cache.level() == level).findFirst();
  }
}
