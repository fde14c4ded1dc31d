/**
 * One product on one systolic array, fold by fold, with a double-buffered scratchpad for each
 * operand and a port of its own between each of them and main memory: the machine that SCALE-Sim
 * describes (Samajdar, ISPASS 2020).
 */
package ridgepoint.systolic;
