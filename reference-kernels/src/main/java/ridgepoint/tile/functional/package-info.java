/** Runs tile programs: real numbers in tensors, rounded as the types demand. */
package ridgepoint.tile.functional;
