/** Functions of single elements: activations, sums, gating, quantisation. */
package ridgepoint.elementwise;
