package ridgepoint.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How long threads of this process were ready to run and had no core, because the system gave it to
 * others: the second number of {@code schedstat} (Linux, <a
 * href="https://docs.kernel.org/scheduler/sched-stats.html">scheduler statistics</a>).
 */
final class Interference {
  private static final Path THREADS = Path.of("/proc/self/task");
  private static final double NANOSECOND = 1e-9;

  private Interference() {}

  /** Seconds of all threads since they began; 0 where the system does not say. */
  static double waitedSeconds() {
    double waited = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
      for (Path thread : threads) {
        waited += waitedNanoseconds(thread.resolve("schedstat"));
      }
    } catch (IOException e) {
      return 0;
    }
    return waited * NANOSECOND;
  }

  /** 0 for a thread that has ended meanwhile. */
  private static double waitedNanoseconds(Path schedstat) {
    try {
      String[] numbers =
          Files.readString(schedstat, StandardCharsets.US_ASCII).strip().split(" ", -1);
      return numbers.length < 2 ? 0 : Double.parseDouble(numbers[1]);
    } catch (IOException e) {
      return 0;
    }
  }
}
