/** Copies between a device and slower places. */
package ridgepoint.transfer;
