/**
 * Models run for real: the operators of a graph computed by their tile programs on random or given
 * weights, each checked against the oracle, with the data flowing from token ids to the next token.
 */
package ridgepoint.execution;
