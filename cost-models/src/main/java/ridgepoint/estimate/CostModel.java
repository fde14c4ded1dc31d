package ridgepoint.estimate;

import ridgepoint.operator.Operator;

/**
 * Predicts what one execution of an operator costs on one device. Implementations are immutable.
 */
public interface CostModel {

  /**
   * Latency, energy and what they are made of.
   *
   * @throws UnsupportedOperatorException when the device cannot compute the operator as described;
   *     the message says what it lacks and what it has
   */
  OperatorEstimate estimate(Operator operator);
}
