/**
 * Predictions against measurements of silicon: what was measured, as operators of our own, how far
 * off the model is, and by what.
 */
package ridgepoint.validation;
