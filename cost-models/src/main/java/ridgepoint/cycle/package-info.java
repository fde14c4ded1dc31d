/**
 * What the cycle models of all kinds of devices share: a kernel recorded from its own tile program
 * becomes streams of events on a kind's units, and what became of them an estimate. A kind's own
 * package has only what that kind alone knows.
 */
package ridgepoint.cycle;
