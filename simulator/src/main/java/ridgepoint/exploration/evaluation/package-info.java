/** What one point of an exploration comes to, quickly and for very many of them. */
package ridgepoint.exploration.evaluation;
