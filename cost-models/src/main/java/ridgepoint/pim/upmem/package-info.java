/** UPMEM's processors beside DRAM banks: threads in a pipeline, transfers, work of the host. */
package ridgepoint.pim.upmem;
