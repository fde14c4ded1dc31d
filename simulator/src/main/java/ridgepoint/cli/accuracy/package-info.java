/** Predictions against what was measured or published: validate, calibrate, reproduce. */
package ridgepoint.cli.accuracy;
