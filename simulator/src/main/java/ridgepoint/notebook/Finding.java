package ridgepoint.notebook;

import java.util.Locale;

/**
 * A sentence that numbers bear out. It cannot outlive them: made from numbers that do not, it
 * throws, and the study that says it no longer renders.
 */
public record Finding(String sentence) {

  /**
   * A sentence, if it holds.
   *
   * @param holds whether the numbers say so
   * @param sentence as {@link String#format} takes it
   * @param values that the sentence names
   * @throws IllegalStateException when it does not hold
   */
  public static Finding finding(boolean holds, String sentence, Object... values) {
    String text = String.format(Locale.ROOT, sentence, values);
    if (!holds) {
      throw new IllegalStateException("the numbers no longer say: " + text);
    }
    return new Finding(text);
  }

  @Override
  public String toString() {
    return sentence;
  }
}
