/** Tensors as they lie in memory: packed codes, scales and zero points of their format. */
package ridgepoint.tensor;
