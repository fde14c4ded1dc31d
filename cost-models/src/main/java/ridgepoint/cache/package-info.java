/** Caches that keep lines by address: set-associative, private or shared, inclusive or not. */
package ridgepoint.cache;
