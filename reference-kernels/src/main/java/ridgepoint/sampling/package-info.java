/** The choice of the next token from logits. */
package ridgepoint.sampling;
