/**
 * DRAM command by command: a controller per channel that activates, reads, writes, precharges and
 * refreshes banks within the timing constraints of a standard. Standards are tables in YAML.
 */
package ridgepoint.dram;
