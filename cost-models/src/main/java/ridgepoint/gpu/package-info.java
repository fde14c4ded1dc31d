/** GPUs: SMs that take tiles in waves, occupancy, and the tilings their libraries choose from. */
package ridgepoint.gpu;
