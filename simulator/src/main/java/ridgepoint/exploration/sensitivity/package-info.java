/** How much each axis matters. */
package ridgepoint.exploration.sensitivity;
