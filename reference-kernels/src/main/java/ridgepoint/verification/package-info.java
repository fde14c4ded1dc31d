/**
 * The proof that a kernel does what its operator says: its numbers against the oracle's, its
 * counted work against the formula.
 */
package ridgepoint.verification;
