/**
 * Processing in memory: matrix-vector products and decode attention where the data lies, everything
 * else on the host.
 */
package ridgepoint.pim;
