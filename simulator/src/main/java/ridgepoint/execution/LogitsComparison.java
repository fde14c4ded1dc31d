package ridgepoint.execution;

import java.util.List;

/**
 * Results of two executions on the same tokens.
 *
 * @param reference what this was compared with
 * @param maximumDifference largest difference of any logit
 * @param relativeDifference that over the largest magnitude of the reference's logits
 * @param sameBest rows in which both have the same best token
 * @param rows rows compared
 */
public record LogitsComparison(
    String reference, double maximumDifference, double relativeDifference, int sameBest, int rows) {

  static LogitsComparison of(
      String reference, int vocabulary, List<float[]> expected, List<float[]> actual) {
    double difference = 0;
    double largest = 0;
    int same = 0;
    int rows = 0;
    for (int step = 0; step < expected.size(); step++) {
      float[] wanted = expected.get(step);
      float[] found = actual.get(step);
      for (int i = 0; i < wanted.length; i++) {
        difference = Math.max(difference, Math.abs((double) wanted[i] - found[i]));
        largest = Math.max(largest, Math.abs((double) wanted[i]));
      }
      for (int row = 0; row < wanted.length / vocabulary; row++) {
        rows++;
        same += best(wanted, row, vocabulary) == best(found, row, vocabulary) ? 1 : 0;
      }
    }
    return new LogitsComparison(
        reference, difference, largest == 0 ? 0 : difference / largest, same, rows);
  }

  private static int best(float[] logits, int row, int vocabulary) {
    int best = 0;
    for (int word = 1; word < vocabulary; word++) {
      best = logits[row * vocabulary + word] > logits[row * vocabulary + best] ? word : best;
    }
    return best;
  }
}
