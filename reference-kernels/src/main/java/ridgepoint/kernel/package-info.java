/**
 * Operators matched with the tile programs that compute them: the one place where a new kernel is
 * made known.
 */
package ridgepoint.kernel;
