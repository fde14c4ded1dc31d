/** What machines share that follow a program's shapes instead of its numbers. */
package ridgepoint.tile.shape;
