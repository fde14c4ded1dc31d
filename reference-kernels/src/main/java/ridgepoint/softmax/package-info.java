/** Softmax over rows, of any length. */
package ridgepoint.softmax;
