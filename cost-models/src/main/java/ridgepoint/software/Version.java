package ridgepoint.software;

import java.util.Arrays;

/**
 * A version of a software, compared number by number. A part that is no number, as in {@code
 * 1.3.0rc20}, counts as the number it begins with, and a missing one as 0.
 */
public record Version(String text) implements Comparable<Version> {
  private static final int MOST_PARTS = 8;
  private static final int MOST_DIGITS = 6;

  @Override
  public int compareTo(Version other) {
    return Arrays.compare(parts(), other.parts());
  }

  private int[] parts() {
    int[] parts = new int[MOST_PARTS];
    String[] texts = text.split("\\.", MOST_PARTS);
    for (int i = 0; i < texts.length; i++) {
      parts[i] = number(texts[i]);
    }
    return parts;
  }

  private static int number(String part) {
    int digits = 0;
    while (digits < Math.min(part.length(), MOST_DIGITS)
        && Character.digit(part.charAt(digits), 10) >= 0) {
      digits++;
    }
    return digits == 0 ? 0 : Integer.parseInt(part.substring(0, digits));
  }
}
