/**
 * Families of measurements: one CSV file each, and what its rows are in our own operators under the
 * conditions that they were measured in.
 */
package ridgepoint.validation.family;
