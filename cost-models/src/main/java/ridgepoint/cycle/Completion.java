package ridgepoint.cycle;

import ridgepoint.tile.Recording.TileUse;

/** Which tile of a pass is done when its events say that one is. */
public sealed interface Completion {

  /** The next of a class of tiles. */
  record OfClass(TileUse tiles) implements Completion {}

  /** Tile {@code first}, then every {@code every}-th: what a core is dealt in turn. */
  record InTurn(long first, long every) implements Completion {}
}
