/**
 * Number formats: how many bits an element has, how it is rounded, how it is grouped with scales.
 */
package ridgepoint.number;
