/** Layers with a recurrent state: causal convolution and gated linear recurrences. */
package ridgepoint.statespace;
