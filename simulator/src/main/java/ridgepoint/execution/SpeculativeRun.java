package ridgepoint.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Generation of one sequence by drafting and checking (Leviathan 2023). A draft that was refused is
 * forgotten by both models, as the next pass begins after the last token that stayed.
 */
final class SpeculativeRun {
  private final Run target;
  private final Run draft;
  private final int draftLength;
  private final Random random;
  private final List<Float> tokens = new ArrayList<>();

  /**
   * A pass of the target.
   *
   * @param tokens it was given
   * @param stayed how many of them were right
   * @param cached tokens before them
   */
  record Pass(float[] tokens, int stayed, int cached) {}

  private final List<Pass> passes = new ArrayList<>();
  private int drafted;
  private int accepted;

  SpeculativeRun(Run target, Run draft, int draftLength, Random random) {
    this.target = target;
    this.draft = draft;
    this.draftLength = draftLength;
    this.random = random;
  }

  /** Generates {@code count} tokens or a few more, the first by the prefill. */
  List<Integer> generate(float[] prompt, int count) {
    for (float id : prompt) {
      tokens.add(id);
    }
    tokens.add((float) target.prefill(prompt, Generated.uniform(random, 1))[0]);
    draft.prefill(prompt, Generated.uniform(random, 1));
    int read = prompt.length;
    while (tokens.size() - prompt.length < count) {
      read = round(read);
    }
    return tokens.subList(prompt.length, tokens.size()).stream().map(Float::intValue).toList();
  }

  /**
   * One round.
   *
   * @param read tokens that the draft has read of those that stayed
   * @return the same after the round
   */
  private int round(int read) {
    int cached = tokens.size() - 1;
    float[] given = new float[draftLength + 1];
    given[0] = tokens.get(cached);
    float[] logits = new float[draftLength * target.resultWidth()];
    int seen = read;
    for (int i = 0; i < draftLength; i++) {
      List<Float> unread =
          new ArrayList<>(tokens.subList(Math.min(seen, tokens.size()), tokens.size()));
      for (int j = Math.max(0, seen - tokens.size()); j < i; j++) {
        unread.add(given[j + 1]);
      }
      int[] drawn = draft.decode(floats(unread), seen, Generated.uniform(random, unread.size()));
      seen += unread.size();
      float[] all = draft.results().get(draft.results().size() - 1);
      System.arraycopy(
          all,
          all.length - target.resultWidth(),
          logits,
          i * target.resultWidth(),
          target.resultWidth());
      given[i + 1] = drawn[drawn.length - 1];
    }
    HeadFlow.Verdict verdict =
        target.verify(given, cached, logits, Generated.uniform(random, draftLength + 1));
    for (int i = 0; i < verdict.accepted()[0]; i++) {
      tokens.add(given[i + 1]);
    }
    tokens.add((float) verdict.next()[0]);
    passes.add(new Pass(given, verdict.accepted()[0] + 1, cached));
    drafted += draftLength;
    accepted += verdict.accepted()[0];
    return Math.min(seen, tokens.size() - 1);
  }

  List<Pass> passes() {
    return passes;
  }

  String summary() {
    return String.format(
        Locale.ROOT,
        "%d of %d drafted tokens accepted in %d rounds",
        accepted,
        drafted,
        passes.size());
  }

  private static float[] floats(List<Float> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return array;
  }
}
