/** Joules: of operations, of bytes by level, of time passing; and what a power limit does. */
package ridgepoint.energy;
