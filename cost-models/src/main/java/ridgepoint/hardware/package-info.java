/** Descriptions of machines, parsed and checked, in SI units. */
package ridgepoint.hardware;
