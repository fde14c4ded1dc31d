/**
 * FPGAs with an accelerator design on the fabric: product engines at the clock the design closes
 * at, on-chip buffers, memory channels, and a dataflow that streams.
 */
package ridgepoint.fpga;
