package ridgepoint.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.SpeculativeVerification;
import ridgepoint.tensor.Tensor;
import ridgepoint.tile.Tiling;
import ridgepoint.tile.functional.FunctionalMachine;
import ridgepoint.verification.Verification;

class SpeculativeVerificationTest {
  private static final Format FP32 = Format.of(DataType.FP32);
  private static final Format IDS = Format.of(DataType.INT32);

  @Property(tries = 60)
  void countsAndChoicesAreTheFormulasAndTheOracles(
      @ForAll @IntRange(min = 1, max = 4) int sequences,
      @ForAll @IntRange(min = 1, max = 6) int drafted,
      @ForAll @IntRange(min = 1, max = 300) int vocabulary,
      @ForAll @IntRange(min = 1, max = 128) int step,
      @ForAll long seed) {
    SpeculativeVerification operator =
        new SpeculativeVerification(sequences, drafted, vocabulary, FP32);
    Verification found =
        Verification.of(
            operator,
            new SpeculativeVerificationKernel(operator),
            new Tiling(1, step, 1, 1, 2),
            seed,
            1);
    assertTrue(found.workIsTheFormula(), () -> found.differences().toString());
    assertTrue(found.resultsAreRight(), found::toString);
  }

  /**
   * Whatever the draft says, the first token that comes out is distributed as the target's:
   * Pearson's statistic over 8 words stays below its 99.9 % point for 7 degrees of freedom.
   */
  @Test
  void tokensAreDistributedAsTheTargets() {
    int words = 8;
    int draws = 20_000;
    float[] target = {1.0f, 0.2f, -0.5f, 0.7f, -1.2f, 0.0f, 2.0f, -0.3f};
    float[] draft = {-0.4f, 1.5f, 0.3f, 0.7f, -2.0f, 0.9f, 0.1f, -0.3f};
    double[] p = probabilities(target);
    double[] q = probabilities(draft);
    Random random = new Random(20230731);
    float[] targets = new float[draws * 2 * words];
    float[] drafts = new float[draws * words];
    float[] tokens = new float[draws];
    float[] uniform = new float[draws * 2];
    for (int i = 0; i < draws; i++) {
      System.arraycopy(target, 0, targets, i * 2 * words, words);
      System.arraycopy(target, 0, targets, (i * 2 + 1) * words, words);
      System.arraycopy(draft, 0, drafts, i * words, words);
      tokens[i] = draw(q, random.nextDouble());
      uniform[2 * i] = 1 - random.nextFloat();
      uniform[2 * i + 1] = 1 - random.nextFloat();
    }
    var kernel =
        new SpeculativeVerificationKernel(new SpeculativeVerification(draws, 1, words, FP32));
    Tensor[] results =
        FunctionalMachine.run(
            kernel.program(kernel.defaultTiling()),
            Tensor.of(FP32, draws, 2, words, targets),
            Tensor.of(FP32, draws, 1, words, drafts),
            Tensor.of(IDS, draws, 1, 1, tokens),
            Tensor.of(FP32, draws, 2, 1, uniform));
    float[] accepted = results[4].toFloats();
    float[] next = results[5].toFloats();
    int[] counts = new int[words];
    int stayed = 0;
    for (int i = 0; i < draws; i++) {
      stayed += (int) accepted[i];
      counts[(int) (accepted[i] > 0 ? tokens[i] : next[i])]++;
    }
    double statistic = 0;
    double overlap = 0;
    for (int word = 0; word < words; word++) {
      double expected = p[word] * draws;
      statistic += (counts[word] - expected) * (counts[word] - expected) / expected;
      overlap += Math.min(p[word], q[word]);
    }
    assertTrue(statistic < 24.32, "chi-square " + statistic);
    // The acceptance rate is the overlap of the two distributions (Leviathan 2023, theorem 3.5).
    assertEquals(overlap, stayed / (double) draws, 4 * Math.sqrt(0.25 / draws));
  }

  private static int draw(double[] probabilities, double uniform) {
    double left = uniform;
    int word = 0;
    while (word < probabilities.length - 1 && left >= probabilities[word]) {
      left -= probabilities[word];
      word++;
    }
    return word;
  }

  private static double[] probabilities(float[] logits) {
    double[] weights = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.exp(logits[i]);
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return weights;
  }
}
