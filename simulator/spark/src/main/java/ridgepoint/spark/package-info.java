/** Explorations on a cluster of Apache Spark. */
package ridgepoint.spark;
