/** Rotary position embedding. */
package ridgepoint.rotary;
