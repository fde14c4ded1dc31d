package ridgepoint.wave;

import ridgepoint.pipeline.Totals;
import ridgepoint.tile.Recording;

/**
 * How many of the bytes that tiles load pass a shared cache and have to come from beyond it.
 *
 * <p>Tiles that run at the same time walk their loops side by side, so what several of them load is
 * fetched once. Between one wave and the next, data stays if it fits. For a product that gives the
 * choice of how a wave covers the output: a rows of tiles by b columns fetches the left operand
 * once per b columns and the right one once per a rows, unless the panel kept for the next wave
 * fits.
 */
final class CacheReuse {
  private CacheReuse() {}

  /**
   * Bytes loaded from beyond the cache.
   *
   * @param concurrentTiles how many tiles run at a time
   * @param capacityBytes of the cache, as far as it serves reuse
   */
  static double missedBytes(
      Recording pass, Totals totals, double concurrentTiles, double capacityBytes) {
    double[] loadedBytes = totals.loadedBytes();
    int operands = loadedBytes.length;
    double distinct = 0;
    int first = -1;
    int second = -1;
    for (int slot = 0; slot < operands; slot++) {
      distinct += distinct(pass, loadedBytes, slot);
      if (reloaded(pass, loadedBytes, slot) <= 0) {
        continue;
      }
      if (first < 0 || reloaded(pass, loadedBytes, slot) > reloaded(pass, loadedBytes, first)) {
        second = first;
        first = slot;
      } else if (second < 0
          || reloaded(pass, loadedBytes, slot) > reloaded(pass, loadedBytes, second)) {
        second = slot;
      }
    }
    if (first < 0) {
      return distinct;
    }
    double c1 = distinct(pass, loadedBytes, first);
    double r1 = loadedBytes[first] / c1;
    double c2 = second < 0 ? 0 : distinct(pass, loadedBytes, second);
    double r2 = second < 0 ? 1 : loadedBytes[second] / c2;
    double groupTiles = Math.min(totals.tiles(), r1 * r2);
    double active = Math.min(1, Math.max(concurrentTiles, groupTiles) / totals.tiles());
    double held = Math.min(1, capacityBytes / (active * (c1 + c2)));
    if (held >= 1) {
      return distinct;
    }
    double groups = totals.tiles() / groupTiles;
    double wave = Math.min(concurrentTiles, groupTiles);
    double streamed =
        second < 0
            ? c1 * Math.max(1, r1 / wave)
            : bestPanels(c1, r1, c2, r2, wave, capacityBytes * groups);
    return distinct + (1 - held) * Math.max(0, streamed - c1 - c2);
  }

  /** Least traffic over the shapes a wave can have. */
  private static double bestPanels(
      double c1, double r1, double c2, double r2, double wave, double capacityBytes) {
    double least = Double.POSITIVE_INFINITY;
    // Operand 1 is loaded by r1 tiles of a row each; a wave spans `across` of them and wave/across
    // rows.
    for (double across = 1; across <= wave; across *= 2) {
      double spanned = Math.min(across, r1);
      double down = Math.min(Math.max(1, wave / spanned), r2);
      double fetches1 = Math.max(1, r1 / spanned);
      double fetches2 = Math.max(1, r2 / down);
      double kept1 = Math.min(1, capacityBytes / (c1 * down / r2));
      double kept2 = Math.min(1, capacityBytes / (c2 * spanned / r1));
      double keeping1 = c1 * (1 + (1 - kept1) * (fetches1 - 1)) + c2 * fetches2;
      double keeping2 = c1 * fetches1 + c2 * (1 + (1 - kept2) * (fetches2 - 1));
      least = Math.min(least, Math.min(keeping1, keeping2));
    }
    return least;
  }

  private static double distinct(Recording pass, double[] loadedBytes, int slot) {
    return Math.min(loadedBytes[slot], pass.operands().get(slot).bytes());
  }

  private static double reloaded(Recording pass, double[] loadedBytes, int slot) {
    return loadedBytes[slot] - distinct(pass, loadedBytes, slot);
  }
}
