/** Where points are evaluated: on the cores at hand, or on a cluster. */
package ridgepoint.exploration.engine;
