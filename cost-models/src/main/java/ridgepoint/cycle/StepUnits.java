package ridgepoint.cycle;

import ridgepoint.event.StreamBuilder;
import ridgepoint.tile.Recording.TileUse;
import ridgepoint.tile.Recording.Use;

/**
 * What the units of one core do for a step of a tile's loop. Each writes instructions to the stream
 * of its stage; the last use of a unit among them is what the next stage waits for.
 */
public interface StepUnits {
  /** What comes before the first load of a tile; nothing, unless a kind says otherwise. */
  default void begin(StreamBuilder load) {}

  /** What comes after the last load of a tile. */
  default void loaded(StreamBuilder load) {}

  /** What comes after the products of a part of a tile whose steps cores share. */
  default void fixUp(StreamBuilder multiply, TileUse tile) {}

  /** What comes after the last store of a tile. */
  default void end(StreamBuilder store) {}

  /** Brings the operands of a step on chip. */
  void load(StreamBuilder stream, Use step);

  /** Multiplies them. */
  void multiply(StreamBuilder stream, Use step);

  /** Does the element-wise work and the reductions. */
  void vector(StreamBuilder stream, Use step);

  /** Writes results away. */
  void store(StreamBuilder stream, Use step);
}
