/** The shared caches of a GPU: slices with tags, partitions, and what tiles find in them. */
package ridgepoint.gpu.l2;
