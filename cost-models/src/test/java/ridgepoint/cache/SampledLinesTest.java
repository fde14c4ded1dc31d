package ridgepoint.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SampledLinesTest {
  private static int count(SampledLines lines, long from, long bytes) {
    int[] count = new int[1];
    lines.each(from, bytes, group -> count[0]++);
    return count[0];
  }

  @Property(tries = 100)
  void everyLineIsFollowedWhereNoneStandsForOthers(
      @ForAll @IntRange(min = 0, max = 100_000) int from,
      @ForAll @IntRange(min = 1, max = 5000) int bytes) {
    int lines = (from + bytes - 1) / 64 - from / 64 + 1;
    assertEquals(lines, count(new SampledLines(64, 1), from, bytes));
  }

  /** Short pieces of rows, each less than a group, are followed as often as all lines are. */
  @Property(tries = 50)
  void oneLineOfEveryGroupIsFollowed(
      @ForAll @IntRange(min = 0, max = 6) int doublings,
      @ForAll @IntRange(min = 1, max = 40) int piece) {
    SampledLines lines = new SampledLines(64, 1 << doublings);
    Set<Long> groups = new HashSet<>();
    int followed = 0;
    long all = 64 * 1000;
    for (long line = 0; line < all; line += piece) {
      long bytes = Math.min(piece, all - line) * 64;
      int[] inPiece = new int[1];
      lines.each(
          line * 64,
          bytes,
          group -> {
            groups.add(group);
            inPiece[0]++;
          });
      followed += inPiece[0];
    }
    assertEquals(all >> doublings, followed);
    assertEquals(followed, groups.size());
  }

  @Test
  void aPieceOfAGroupIsFollowedInItsShare() {
    SampledLines lines = new SampledLines(64, 64);
    int followed = 0;
    for (long row = 0; row < 4000; row++) {
      followed += count(lines, row * 8192, 1024);
    }
    assertEquals(1000, followed, 100);
  }
}
