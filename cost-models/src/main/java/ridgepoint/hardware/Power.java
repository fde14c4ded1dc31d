package ridgepoint.hardware;

import java.util.Map;
import ridgepoint.number.DataType;

/**
 * What it takes.
 *
 * @param limitWatts sustained board or package limit
 * @param idleWatts static power of a device that waits: leakage, fans, idle clocks
 * @param activeWatts what a running device draws on top of it, whatever it runs: clock trees,
 *     instruction issue, conversion losses; falls with the clock
 * @param matrixJoulesPerOperation by data type; a multiply-add is two operations
 * @param vectorJoulesPerOperation of an fp32 element-wise operation
 * @param specialJoulesPerOperation of one transcendental
 * @param dynamicExponent exponent of dynamic power over clock when the limit slows the clock; 3
 *     with ideal voltage scaling, 1 at fixed voltage
 */
public record Power(
    double limitWatts,
    double idleWatts,
    double activeWatts,
    Map<DataType, Double> matrixJoulesPerOperation,
    double vectorJoulesPerOperation,
    double specialJoulesPerOperation,
    double dynamicExponent) {
  public Power {
    matrixJoulesPerOperation = Ordered.copy(matrixJoulesPerOperation);
  }
}
