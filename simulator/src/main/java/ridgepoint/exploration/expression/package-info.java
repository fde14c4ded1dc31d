/**
 * Formulas over what varies and what comes out, and the constraints and objectives made of them.
 */
package ridgepoint.exploration.expression;
