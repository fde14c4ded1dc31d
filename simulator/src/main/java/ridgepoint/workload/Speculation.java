package ridgepoint.workload;

/**
 * Speculative decoding (Leviathan 2023): a draft model proposes {@code draftLength} tokens, the
 * target checks them in one step.
 *
 * @param draftModel id of the draft model
 * @param acceptanceRate probability that a proposed token is accepted, independently of the others
 */
public record Speculation(String draftModel, int draftLength, double acceptanceRate) {
  public Speculation {
    if (draftLength < 1) {
      throw new IllegalArgumentException("draft length must be at least 1, got " + draftLength);
    }
    if (!(acceptanceRate >= 0 && acceptanceRate <= 1)) {
      throw new IllegalArgumentException(
          "acceptance rate must be between 0 and 1, got " + acceptanceRate);
    }
  }

  /** The draft model of a model that drafts by heads of its own (DeepSeek-V3, section 2.2). */
  public static final String OWN_HEAD = "mtp";

  /** Whether the model drafts by a head of its own and not by another model. */
  public boolean byOwnHead() {
    return draftModel.equals(OWN_HEAD);
  }

  /** Expected tokens per target step: (1 - a^(n+1)) / (1 - a) (Leviathan 2023, equation 1). */
  public double expectedTokensPerStep() {
    return acceptanceRate == 1
        ? draftLength + 1
        : (1 - Math.pow(acceptanceRate, draftLength + 1)) / (1 - acceptanceRate);
  }
}
