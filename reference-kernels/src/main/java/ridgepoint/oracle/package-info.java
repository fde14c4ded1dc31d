/**
 * What every operator must compute, in double precision: plain loops over plain arrays, written
 * from the formulas alone. Nothing here uses a tile, a kernel or a rounding, so that agreement with
 * them means something. Arrays are row-major, the last dimension fastest.
 */
package ridgepoint.oracle;
