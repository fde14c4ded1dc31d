/**
 * HBM-PIM command by command: programs of mode switches, register writes and column accesses, the
 * units that follow them in lock step, and the same work through the host.
 */
package ridgepoint.pim.hbm;
