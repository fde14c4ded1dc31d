/** Searches whose next points depend on results, and the frontiers they look for. */
package ridgepoint.exploration.search;
