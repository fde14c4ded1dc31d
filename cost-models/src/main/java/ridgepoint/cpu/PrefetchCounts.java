package ridgepoint.cpu;

import java.util.Locale;

/** What became of the lines that prefetchers asked for. */
final class PrefetchCounts {
  /** Lines that came because a prefetcher asked. */
  long issued;

  /** Of those, the ones that were used later. */
  long used;

  /** Of those, the ones that cannot have been there yet when they were. */
  long late;

  /** Those that fell out before they were used. */
  long wasted;

  /** For people. */
  String text() {
    return issued == 0
        ? "none prefetched"
        : String.format(
            Locale.ROOT,
            "%d prefetched: %.1f%% in vain, %.1f%% late",
            issued,
            100.0 * Math.max(0, issued - used) / issued,
            100.0 * late / issued);
  }
}
