package ridgepoint.verification;

import java.util.List;
import ridgepoint.operator.MoeRouting;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Sampling;
import ridgepoint.operator.SpeculativeVerification;
import ridgepoint.oracle.SamplingOracle;
import ridgepoint.oracle.SoftmaxOracle;
import ridgepoint.oracle.SpeculationOracle;
import ridgepoint.tile.Operand;

/**
 * Outputs that name a choice. Near a tie two choices are equally right, so what is measured is by
 * how much probability a choice is worse than the oracle's.
 */
final class Choices {
  /** Slot of the number of accepted tokens. */
  private static final int ACCEPTED = 4;

  private Choices() {}

  /** Whether an output holds choices rather than quantities. */
  static boolean isChoice(Operator operator, Operand output) {
    return operator instanceof SpeculativeVerification
        || ((operator instanceof Sampling || operator instanceof MoeRouting) && output.slot() == 1);
  }

  /** How wrong the worst choice is, as a probability; 1 for one that does not exist. */
  static double worst(
      Operator operator,
      int slot,
      List<double[]> inputs,
      double[] expected,
      double[] chosen,
      double heat) {
    if (operator instanceof MoeRouting routing) {
      return worstExpert(routing, inputs.get(0), expected, chosen);
    }
    if (operator instanceof SpeculativeVerification speculation) {
      return worstSpeculation(speculation, inputs, slot, chosen);
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

  /** A next token is right if it follows from any number of accepted ones that is right. */
  private static double worstSpeculation(
      SpeculativeVerification shape, List<double[]> inputs, int slot, double[] chosen) {
    double worst = 0;
    for (int sequence = 0; sequence < chosen.length; sequence++) {
      SpeculationOracle oracle =
          new SpeculationOracle(
              shape, sequence, inputs.get(0), inputs.get(1), inputs.get(2), inputs.get(3));
      int choice = (int) chosen[sequence];
      double least = slot == ACCEPTED ? oracle.wrongness(choice) : 1;
      for (int count = 0; slot != ACCEPTED && count <= shape.draftLength(); count++) {
        least = Math.min(least, Math.max(oracle.wrongness(count), oracle.wrongness(count, choice)));
      }
      worst = Math.max(worst, least);
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
