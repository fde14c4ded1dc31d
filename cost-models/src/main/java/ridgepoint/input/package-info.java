/** Errors a user can cause, and the words to put them right. */
package ridgepoint.input;
