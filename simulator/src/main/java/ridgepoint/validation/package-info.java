/**
 * Predictions against measurements of silicon: what becomes of each row, how far off the model is,
 * and what a fit needs of the rows.
 */
package ridgepoint.validation;
