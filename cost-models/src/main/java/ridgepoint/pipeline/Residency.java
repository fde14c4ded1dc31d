package ridgepoint.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import ridgepoint.tile.Operand;

/**
 * Which operands stay in the scratchpad beside the tiles in work: those that tiles load again and
 * again, smallest first, as long as they fit whole. They cross main memory once.
 */
public final class Residency {
  private Residency() {}

  /** Bytes read from main memory, given the scratchpad bytes that tiles leave free. */
  public static double mainMemoryReads(List<Operand> operands, Totals totals, double freeBytes) {
    double reads = totals.loaded();
    double free = freeBytes;
    List<Operand> reloaded = new ArrayList<>();
    for (Operand operand : operands) {
      if (totals.loadedBytes()[operand.slot()] > operand.bytes()) {
        reloaded.add(operand);
      }
    }
    reloaded.sort(Comparator.comparingDouble(Operand::bytes).thenComparing(Operand::slot));
    for (Operand operand : reloaded) {
      if (operand.bytes() <= free) {
        free -= operand.bytes();
        reads -= totals.loadedBytes()[operand.slot()] - operand.bytes();
      }
    }
    return reads;
  }

  /** The same as a share of the bytes that tiles load; 0 when they load nothing. */
  public static double mainMemoryShare(List<Operand> operands, Totals totals, double freeBytes) {
    double loaded = totals.loaded();
    return loaded == 0 ? 0 : mainMemoryReads(operands, totals, freeBytes) / loaded;
  }
}
