package ridgepoint.operator;

import static ridgepoint.operator.Shapes.positive;

import ridgepoint.number.Format;

/**
 * Acceptance of drafted tokens and the choice of the token after them (Leviathan 2023, algorithm
 * 1): a drafted token x stays with probability min(1, p(x) / q(x)), where p and q are the target's
 * and the draft's distributions; after the first that does not, the next token is drawn from max(0,
 * p - q), normalised; after all of them, from p. What comes out is distributed as the target's
 * tokens.
 *
 * <p>Logits are [draftLength + 1, vocabulary] of the target and [draftLength, vocabulary] of the
 * draft per sequence. They are walked three times: for maxima, sums and the logits of the drafted
 * tokens; for the sum of the remaining distribution; and for the draw from it by inverse transform.
 * A uniform number per row and an id per drafted token are read, the number of accepted tokens and
 * the next one's id are written, 32 bits each.
 */
public record SpeculativeVerification(
    long sequences, int draftLength, long vocabulary, Format logits) implements Operator {
  private static final double NUMBER_BYTES = 4;

  /** Of a row of logits: maximum, subtract, sum; then twice subtract, scale, add up over rows. */
  private static final double PER_LOGIT = 9;

  /** Of a drafted row besides: where its token is, its logit and the target's, by a masked sum. */
  private static final double PER_DRAFT_LOGIT = 5;

  /** Twice the difference and its positive part; its sum, its prefix sum, compare and count. */
  private static final double PER_WORD = 8;

  /** A row's running sum (4), whether it is the one drawn from, and its factor. */
  private static final double PER_ROW = 6;

  /** The same without the first, two logits added up, two probabilities (4), acceptance (5). */
  private static final double PER_DRAFT_ROW = 16;

  /** Sum of the distribution, share of it, count, what is left, limit of the count. */
  private static final double PER_SEQUENCE = 5;

  public SpeculativeVerification {
    positive("sequences", sequences);
    positive("draftLength", draftLength);
    positive("vocabulary", vocabulary);
  }

  @Override
  public Work work() {
    double rows = draftLength + 1.0;
    double vector =
        (PER_LOGIT * (rows + draftLength) + PER_DRAFT_LOGIT * draftLength + PER_WORD) * vocabulary
            + PER_ROW * rows
            + PER_DRAFT_ROW * draftLength
            + PER_SEQUENCE;
    double special = 3 * (rows + draftLength) * vocabulary + rows + 3.0 * draftLength;
    double elements = (rows + draftLength) * vocabulary * sequences;
    return Work.elementwise(
        vector * sequences,
        special * sequences,
        Bytes.activation(logits.bytes(elements) + rows * sequences * NUMBER_BYTES)
            .plus(Bytes.index((double) draftLength * sequences * NUMBER_BYTES)),
        Bytes.index(2 * sequences * NUMBER_BYTES));
  }

  @Override
  public String kind() {
    return "speculative-verification";
  }

  @Override
  public String shape() {
    return sequences + "*" + draftLength + " drafted of " + vocabulary;
  }
}
