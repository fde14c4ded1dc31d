/**
 * Tiles handed in waves to identical units that share caches and main memory: the timing that GPUs
 * (units are SMs) and CPUs (units are cores) have in common.
 */
package ridgepoint.wave;
