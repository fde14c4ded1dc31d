/**
 * Collectives over the links between devices: which algorithm and protocol is fastest for a message
 * on a given wiring, and what it costs.
 */
package ridgepoint.network;
