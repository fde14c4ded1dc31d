/** The cost model of a whole system: its devices, what is attached to them, network and host. */
package ridgepoint.system;
