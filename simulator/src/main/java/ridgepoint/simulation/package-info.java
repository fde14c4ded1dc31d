/** A model on a machine: phases, generation, memory, and the result that reports show. */
package ridgepoint.simulation;
