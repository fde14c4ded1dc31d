/** How a model and a workload become the operators that one device executes. */
package ridgepoint.graph;
