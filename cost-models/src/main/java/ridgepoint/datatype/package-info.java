/**
 * Which data types a device computes products in, at what rate, and what stands in for the rest.
 */
package ridgepoint.datatype;
