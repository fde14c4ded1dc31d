/**
 * Requests on a server: what one step of a continuous batch takes, and which step a scheduler runs
 * next.
 */
package ridgepoint.serving;
