package ridgepoint.verification;

import java.util.List;
import ridgepoint.operator.MoeRouting;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Sampling;
import ridgepoint.oracle.SamplingOracle;
import ridgepoint.oracle.SoftmaxOracle;
import ridgepoint.tile.Operand;

/**
 * Outputs that name a choice. Near a tie two choices are equally right, so what is measured is by
 * how much probability a choice is worse than the oracle's.
 */
final class Choices {
  private Choices() {}

  /** Whether an output holds choices rather than quantities. */
  static boolean isChoice(Operator operator, Operand output) {
    return (operator instanceof Sampling || operator instanceof MoeRouting) && output.slot() == 1;
  }

  /** How wrong the worst choice is, as a probability; 1 for one that does not exist. */
  static double worst(
      Operator operator, List<double[]> inputs, double[] expected, double[] chosen, double heat) {
    if (operator instanceof MoeRouting routing) {
      return worstExpert(routing, inputs.get(0), expected, chosen);
    }
    Sampling sampling = (Sampling) operator;
    int rows = (int) sampling.rows();
    int vocabulary = (int) sampling.vocabulary();
    double worst = 0;
    double[] reached =
        SamplingOracle.cumulative(rows, vocabulary, inputs.get(0), sampling.greedy() ? 1 : heat);
    for (int row = 0; row < rows; row++) {
      int token = (int) chosen[row];
      if (token < 0 || token >= vocabulary) {
        return 1;
      }
      if (sampling.greedy()) {
        double best = inputs.get(0)[row * vocabulary + (int) expected[row]];
        worst = Math.max(worst, best - inputs.get(0)[row * vocabulary + token]);
        continue;
      }
      double uniform = inputs.get(2)[row];
      double before = token == 0 ? 0 : reached[row * vocabulary + token - 1];
      double after = reached[row * vocabulary + token];
      worst = Math.max(worst, Math.max(before - uniform, uniform - after));
    }
    return worst;
  }

  private static double worstExpert(
      MoeRouting routing, double[] logits, double[] expected, double[] chosen) {
    int experts = routing.experts();
    double[] probability = SoftmaxOracle.softmax((int) routing.tokens(), experts, logits);
    double worst = 0;
    for (int i = 0; i < chosen.length; i++) {
      int token = i / routing.topK();
      int expert = (int) chosen[i];
      if (expert < 0 || expert >= experts || isRepeated(chosen, token * routing.topK(), i)) {
        return 1;
      }
      double wanted = probability[token * experts + (int) expected[i]];
      worst = Math.max(worst, Math.abs(wanted - probability[token * experts + expert]));
    }
    return worst;
  }

  private static boolean isRepeated(double[] chosen, int from, int at) {
    for (int i = from; i < at; i++) {
      if (chosen[i] == chosen[at]) {
        return true;
      }
    }
    return false;
  }
}
