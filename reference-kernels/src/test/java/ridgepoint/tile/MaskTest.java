package ridgepoint.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MaskTest {
  @Property
  void visibleEntriesAreThoseThatAreVisible(
      @ForAll @IntRange(max = 40) int firstQuery,
      @ForAll @IntRange(min = 1, max = 9) int queries,
      @ForAll @IntRange(max = 40) int firstKey,
      @ForAll boolean causal,
      @ForAll @IntRange(max = 20) int window,
      @ForAll @IntRange(max = 12) int sinkTokens,
      @ForAll @IntRange(min = 1, max = 20) int rows,
      @ForAll @IntRange(min = 1, max = 20) int columns) {
    Mask mask = new Mask(firstQuery, queries, firstKey, causal, window, sinkTokens);
    long visible = 0;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        visible += mask.visible(row, column) ? 1 : 0;
      }
    }
    assertEquals(visible, mask.visibleEntries(rows, columns));
  }
}
