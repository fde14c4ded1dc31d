/**
 * What is asked of a model: how many sequences, how long, in which formats, over how many devices.
 */
package ridgepoint.workload;
