/**
 * Systolic-array NPUs: cycles of an array by dataflow, scratchpad tiles that fit twice, DMA and
 * vector units.
 */
package ridgepoint.npu;
