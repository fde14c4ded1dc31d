/** The cycle model of memories that compute: operators as command programs, beside a host. */
package ridgepoint.pim.cycle;
