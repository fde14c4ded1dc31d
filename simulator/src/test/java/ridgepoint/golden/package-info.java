/** Comparisons with results of independent simulators, number by number. */
package ridgepoint.golden;
