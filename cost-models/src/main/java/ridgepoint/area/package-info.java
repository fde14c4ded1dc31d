/** How much silicon a device takes, unit by unit, on which process. */
package ridgepoint.area;
