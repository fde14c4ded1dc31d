/** Design-space exploration: from a question over many designs to a table of their results. */
package ridgepoint.exploration;
