/**
 * The language kernels are written in. A tile program says what one tile of the output does and
 * talks only to a {@link ridgepoint.tile.TileMachine}; machines run it, count it or record it.
 */
package ridgepoint.tile;
