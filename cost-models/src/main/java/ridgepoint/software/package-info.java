/**
 * Serving software as a description: whose kernels it runs, how good they are, and which small ones
 * it runs around them.
 */
package ridgepoint.software;
