package ridgepoint.tile;

import ridgepoint.operator.Work;

/** How one operator is computed: its tile program for any tiling. */
public interface Kernel {

  /**
   * The program under a tiling.
   *
   * @throws IllegalArgumentException when the kernel cannot be cut that way
   */
  TileProgram program(Tiling tiling);

  /** A tiling that suits functional runs of any shape. */
  Tiling defaultTiling();

  /**
   * What this way of computing adds to the operator's compulsory work under a tiling, such as the
   * rescaling of an online softmax or the partial sums of a split: operations as executed, and
   * distinct bytes.
   */
  Work extraWork(Tiling tiling);
}
