/**
 * The machine that Ridgepoint itself runs on: what its system says of it, what is measured of it,
 * its description, and how the reference kernels' times on it compare with what models predict.
 */
package ridgepoint.host;
