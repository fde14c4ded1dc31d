package ridgepoint.gpu.l2;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongUnaryOperator;

/**
 * What a pass finds in the caches that SMs share.
 *
 * @param phases of the pass, in order; the last ends at 1
 * @param order of its tiles, by their place in it
 * @param imbalance of the nearest cache: what the slice that is asked for most gives at a time, as
 *     a multiple of the mean
 * @param hitShares of the nearest cache's slices
 * @param hitShare of all of them together
 * @param every one line in so many was walked
 */
public record Findings(
    List<Phase> phases,
    LongUnaryOperator order,
    double imbalance,
    double[] hitShares,
    double hitShare,
    int every) {
  public Findings {
    phases = List.copyOf(phases);
  }

  /** The number of the phase at a progress of the pass, of [0, 1). */
  public int phaseAt(double progress) {
    int phase = 0;
    while (phase < phases.size() - 1 && progress >= phases.get(phase).end()) {
      phase++;
    }
    return phase;
  }

  /**
   * Share of a block that crosses into main memory.
   *
   * @param progress of the pass, of [0, 1)
   * @param slot of the operand
   * @param store whether it is written, or read
   */
  public double memoryShare(double progress, int slot, boolean store) {
    Phase phase = phases.get(phaseAt(progress));
    int last = phase.missed().length - 1;
    if (last < 0) {
      return 1;
    }
    return store ? phase.writtenBack()[last] : phase.missed()[last][slot];
  }

  /** Share of loaded bytes that the nearest cache has in another partition, over the pass. */
  public double far() {
    double begin = 0;
    double sum = 0;
    for (Phase phase : phases) {
      sum += (phase.end() - begin) * phase.far();
      begin = phase.end();
    }
    return sum;
  }

  /** The counters of slices, to follow what a pass comes to; empty where SMs share no cache. */
  public String text() {
    if (hitShares.length == 0) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        ", %d L2 slices with %.1f%% hits (%.1f to %.1f%% by slice), the one asked for most %.2f of"
            + " the mean, %.1f%% of another partition%s",
        hitShares.length,
        100 * hitShare,
        100 * Arrays.stream(hitShares).min().orElse(0),
        100 * Arrays.stream(hitShares).max().orElse(0),
        imbalance,
        100 * far(),
        every == 1 ? "" : ", one line in " + every + " walked");
  }
}
