/**
 * Reading what users and the program itself describe in YAML, and errors with the words to put them
 * right.
 */
package ridgepoint.input;
