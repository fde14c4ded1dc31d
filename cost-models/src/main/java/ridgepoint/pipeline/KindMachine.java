package ridgepoint.pipeline;

import java.util.List;
import ridgepoint.operator.Operator;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Tiling;

/**
 * A kind of device, as the pipeline model needs it: which tilings suit it, and how long a kernel
 * recorded with one of them takes. Implementations are immutable and deterministic.
 */
public interface KindMachine {

  /**
   * What the kernel for an operator really computes, where that is more than was asked for: its
   * time is that of this. The operator itself, unless a kind knows better.
   */
  default Operator computed(Operator operator) {
    return operator;
  }

  /**
   * Tilings worth timing, in a fixed order; never empty. Prune here what can be seen to lose, for
   * each one is recorded and timed.
   *
   * @throws ridgepoint.estimate.UnsupportedOperatorException when the device cannot compute the
   *     operator, with what it lacks and what it has
   */
  List<Tiling> candidates(Operator operator);

  /**
   * Time of a kernel and of the passes that follow it ({@link Recording#next}), at the nominal
   * clock. Never less than the operator's compulsory work takes at the device's peak rates.
   */
  MappedTime time(Operator operator, Tiling tiling, Recording recording);
}
