package ridgepoint.software;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of a software, compared number by number; a missing one counts as 0. A candidate for a
 * release, as in {@code 1.3.0rc20}, comes before it (Python's PEP 440). What follows that is no
 * number, as in {@code post1}, counts for nothing.
 */
public record Version(String text) implements Comparable<Version> {
  private static final int MOST_PARTS = 8;
  private static final int MOST_DIGITS = 6;
  private static final Pattern CANDIDATE = Pattern.compile("\\d\\.?rc\\.?(\\d{1,6})");

  @Override
  public int compareTo(Version other) {
    int byNumbers = Arrays.compare(numbers(), other.numbers());
    return byNumbers == 0 ? Integer.compare(candidate(), other.candidate()) : byNumbers;
  }

  private int[] numbers() {
    int[] parts = new int[MOST_PARTS];
    String[] texts = released().split("\\.", MOST_PARTS);
    for (int i = 0; i < texts.length; i++) {
      parts[i] = number(texts[i]);
    }
    return parts;
  }

  /** What stands before the candidate's number. */
  private String released() {
    int candidate = text.indexOf("rc");
    return candidate < 0 ? text : text.substring(0, candidate);
  }

  private int candidate() {
    Matcher found = CANDIDATE.matcher(text);
    return found.find() ? Integer.parseInt(found.group(1)) : Integer.MAX_VALUE;
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
