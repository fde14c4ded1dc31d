package ridgepoint.energy;

import ridgepoint.estimate.Energy;

/**
 * Time and energy once the power limit is kept.
 *
 * @param latencySeconds at least the latency without a limit
 * @param clockScale compute clock as a fraction of the nominal one; 1 when the limit does not bind
 */
public record Throttled(double latencySeconds, double clockScale, Energy energy) {}
