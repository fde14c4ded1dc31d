/**
 * Arithmetic on arrays of fp32 numbers, as vector instructions where the virtual machine offers
 * them and as plain loops elsewhere, with the same bits either way.
 */
package ridgepoint.simd;
