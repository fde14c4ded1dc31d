package ridgepoint.serving;

import java.util.List;

/**
 * What passes the layers together in one step of a server.
 *
 * @param decodes sequences that get one more token
 * @param context tokens that each of them attends to, on average
 * @param prompts parts of prompts beside them
 */
public record Step(long decodes, double context, List<Prompts> prompts) {
  public Step {
    prompts = List.copyOf(prompts);
  }

  /**
   * Prompts of which the same part is computed.
   *
   * @param count of prompts
   * @param tokens of each that pass
   * @param cached tokens of each that passed before
   * @param last whether the first token of the answer comes out of it
   */
  public record Prompts(long count, long tokens, long cached, boolean last) {}

  /** Tokens that pass the layers. */
  public long tokens() {
    long tokens = decodes;
    for (Prompts each : prompts) {
      tokens += each.count() * each.tokens();
    }
    return tokens;
  }

  /** Sequences that take part. */
  public long sequences() {
    long sequences = decodes;
    for (Prompts each : prompts) {
      sequences += each.count();
    }
    return sequences;
  }

  /** Sequences that get a token out of it. */
  public long answers() {
    long answers = decodes;
    for (Prompts each : prompts) {
      answers += each.last() ? each.count() : 0;
    }
    return answers;
  }
}
