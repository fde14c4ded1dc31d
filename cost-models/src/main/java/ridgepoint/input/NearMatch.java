package ridgepoint.input;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a user probably meant. */
public final class NearMatch {
  /** With fewer letters a beginning says nothing. */
  private static final int SHORTEST_BEGINNING = 3;

  private NearMatch() {}

  /**
   * The candidate with the smallest edit distance, if it is near enough to be a slip; or else the
   * shortest one that begins with what was typed, dashes and dots aside.
   */
  public static Optional<String> of(String typed, Collection<String> candidates) {
    String wanted = typed.toLowerCase(Locale.ROOT);
    int limit = Math.max(2, wanted.length() / 3);
    return candidates.stream()
        .filter(candidate -> distance(wanted, candidate.toLowerCase(Locale.ROOT)) <= limit)
        .min(
            Comparator.comparingInt(
                    (String candidate) -> distance(wanted, candidate.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()))
        .or(() -> beginningWith(wanted, candidates));
  }

  private static Optional<String> beginningWith(String wanted, Collection<String> candidates) {
    return candidates.stream()
        .filter(candidate -> letters(wanted).length() >= SHORTEST_BEGINNING)
        .filter(candidate -> letters(candidate).startsWith(letters(wanted)))
        .min(
            Comparator.comparing((String candidate) -> !isWholeWords(wanted, candidate))
                .thenComparing(String::length)
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Whether the beginning ends where a word of the candidate does: llama3 in llama-3-8b. */
  private static boolean isWholeWords(String wanted, String candidate) {
    for (int end = 1; end < candidate.length(); end++) {
      if (letters(candidate.substring(0, end)).equals(letters(wanted))
          && letters(candidate.substring(end, end + 1)).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** What is left when nobody remembers where the dashes and dots were. */
  private static String letters(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  /** {@code " (did you mean 'x'?)"}, or nothing. */
  public static String hint(String typed, Collection<String> candidates) {
    return of(typed, candidates).map(match -> " (did you mean '" + match + "'?)").orElse("");
  }

  /** Levenshtein distance. */
  private static int distance(String left, String right) {
    int[] previous = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int[] current = new int[right.length() + 1];
      current[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int substitution = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substitution, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[right.length()];
  }
}
