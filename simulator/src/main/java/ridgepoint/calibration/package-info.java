/**
 * Fits parameters of the models to measurements: of one device, or of all devices of a generation
 * together.
 */
package ridgepoint.calibration;
