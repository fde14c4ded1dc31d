/** Counts what a whole program does, tile by tile; the check of kernels against formulas. */
package ridgepoint.tile.counting;
