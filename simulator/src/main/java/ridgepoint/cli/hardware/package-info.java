/**
 * A part of a machine by itself: an array's layer, a DRAM, an FPGA's design, this host, silicon
 * area.
 */
package ridgepoint.cli.hardware;
