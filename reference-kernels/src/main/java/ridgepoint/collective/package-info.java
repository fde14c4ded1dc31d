/** Communication among devices, computed: every device's buffer is one matrix of an operand. */
package ridgepoint.collective;
