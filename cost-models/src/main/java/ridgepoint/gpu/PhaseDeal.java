package ridgepoint.gpu;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.cycle.TilePipeline.Share;
import ridgepoint.gpu.l2.Phase;

/** Divides the tiles of a place into the phases of a pass: those of the first phase come first. */
final class PhaseDeal {
  private PhaseDeal() {}

  static List<Share> of(List<Share> shares, List<Phase> phases) {
    long all = shares.stream().mapToLong(Share::count).sum();
    List<Share> divided = new ArrayList<>();
    long done = 0;
    int phase = 0;
    for (Share share : shares) {
      for (long left = share.count(); left > 0; ) {
        while (phase < phases.size() - 1 && done >= end(phases.get(phase), all)) {
          phase++;
        }
        long room = phase == phases.size() - 1 ? left : end(phases.get(phase), all) - done;
        long taken = Math.min(left, room);
        divided.add(share.in(phase, taken));
        done += taken;
        left -= taken;
      }
    }
    return divided;
  }

  private static long end(Phase phase, long tiles) {
    return Math.round(phase.end() * tiles);
  }
}
