/** Rows of a table by token id. */
package ridgepoint.embedding;
