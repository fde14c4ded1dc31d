package ridgepoint.oracle;

import java.util.Arrays;
import ridgepoint.operator.SpeculativeVerification;

/** Speculative sampling by its definition (Leviathan 2023, algorithm 1), one sequence at a time. */
public final class SpeculationOracle {
  private final int drafted;
  private final int vocabulary;
  private final double[] target;
  private final double[] draft;
  private final double[] tokens;
  private final double[] uniform;

  /**
   * One sequence's tables.
   *
   * @param target logits [draftLength + 1, vocabulary] of all sequences
   * @param draft logits [draftLength, vocabulary] of all sequences
   * @param tokens drafted tokens of all sequences
   * @param uniform uniform numbers, draftLength + 1 of each sequence
   */
  public SpeculationOracle(
      SpeculativeVerification shape,
      int sequence,
      double[] target,
      double[] draft,
      double[] tokens,
      double[] uniform) {
    drafted = shape.draftLength();
    vocabulary = (int) shape.vocabulary();
    this.target =
        SoftmaxOracle.softmax(
            drafted + 1, vocabulary, part(target, sequence, (drafted + 1) * vocabulary));
    this.draft =
        SoftmaxOracle.softmax(drafted, vocabulary, part(draft, sequence, drafted * vocabulary));
    this.tokens = part(tokens, sequence, drafted);
    this.uniform = part(uniform, sequence, drafted + 1);
  }

  private static double[] part(double[] all, int sequence, int length) {
    return Arrays.copyOfRange(all, sequence * length, (sequence + 1) * length);
  }

  /** Number of drafted tokens that stay. */
  public int accepted() {
    int count = 0;
    while (count < drafted && excess(count) >= 0) {
      count++;
    }
    return count;
  }

  /** By how much p exceeds u q at a drafted token; it stays unless that is negative. */
  private double excess(int row) {
    int at = row * vocabulary + (int) tokens[row];
    return target[at] - uniform[row] * draft[at];
  }

  /** By how much probability accepting {@code count} tokens is wrong; 0 when it is right. */
  public double wrongness(int count) {
    if (count < 0 || count > drafted) {
      return 1;
    }
    double worst = count < drafted ? Math.max(0, excess(count)) : 0;
    for (int row = 0; row < count; row++) {
      worst = Math.max(worst, -excess(row));
    }
    return worst;
  }

  /** The token after {@code count} accepted ones. */
  public int next(int count) {
    double[] cumulative = cumulative(count);
    int token = 0;
    while (token < vocabulary - 1 && cumulative[token] < uniform[drafted]) {
      token++;
    }
    return token;
  }

  /** By how much probability a token misses the uniform number's place; 0 when it is right. */
  public double wrongness(int count, int token) {
    if (token < 0 || token >= vocabulary) {
      return 1;
    }
    double[] cumulative = cumulative(count);
    double before = token == 0 ? 0 : cumulative[token - 1];
    double u = uniform[drafted];
    return Math.max(0, Math.max(before - u, u - cumulative[token])) * total(count);
  }

  private double residual(int count, int word) {
    double p = target[count * vocabulary + word];
    return count == drafted ? p : Math.max(0, p - draft[count * vocabulary + word]);
  }

  private double total(int count) {
    double sum = 0;
    for (int word = 0; word < vocabulary; word++) {
      sum += residual(count, word);
    }
    return sum;
  }

  private double[] cumulative(int count) {
    double total = total(count);
    double[] cumulative = new double[vocabulary];
    double sum = 0;
    for (int word = 0; word < vocabulary; word++) {
      sum += residual(count, word);
      // A distribution that nothing is left of is never drawn from; rounding may still get here.
      cumulative[word] = total == 0 ? 1 : sum / total;
    }
    return cumulative;
  }
}
