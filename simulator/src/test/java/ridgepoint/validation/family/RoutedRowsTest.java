package ridgepoint.validation.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many rows and experts a rank gets from a routing. */
class RoutedRowsTest {
  private static final int EXPERTS = 128;
  private static final int TOP_K = 8;
  private static final String POWER_LAW = "power_law_1.2";

  private static RoutedRows routed(long tokens, int ranks, String distribution) {
    return RoutedRows.of(tokens, TOP_K, EXPERTS, ranks, distribution);
  }

  @Test
  void balancedRoutingGivesEveryRankTheSame() {
    assertEquals(new RoutedRows(2048, 32), routed(1024, 4, "balanced"));
  }

  /** 22 of 512 experts are 24 apart, so that two of every token are among the first 32. */
  @Test
  void theFirstRankGetsMoreOfAFewBalancedTokens() {
    assertEquals(new RoutedRows(2, 2), RoutedRows.of(1, 22, 512, 16, "balanced"));
    assertEquals(new RoutedRows(22 * 32, 32), RoutedRows.of(512, 22, 512, 16, "balanced"));
  }

  @Test
  void aPopularExpertIsDrawnMoreOftenThanThereAreTokensOnlyAmongSeveralChoices() {
    assertTrue(RoutedRows.surplus(4096, 2, 8, POWER_LAW) > 100);
    assertEquals(0, RoutedRows.surplus(4096, 1, 8, POWER_LAW));
    assertEquals(0, RoutedRows.surplus(4096, 2, 8, "balanced"));
  }

  @Test
  void aForcedRoutingHitsAsManyExpertsAsItSays() {
    assertEquals(new RoutedRows(512, 16), routed(64, 1, "activated_16"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 7, 64})
  void oneRankGetsEveryCopy(long tokens) {
    assertEquals((double) tokens * TOP_K, routed(tokens, 1, POWER_LAW).rows(), 1e-9);
  }

  /** 22 copies of each of 64 tokens: rows left over go to experts that drew none. */
  @Test
  void noExpertIsLeftWithoutARowWhileAnotherHasOneOfEveryToken() {
    int[] rows = new int[32];
    for (int expert : RoutedRows.drawnCopies(new Random(1), 64, 22, 32, 32, POWER_LAW)) {
      rows[expert]++;
    }
    assertEquals(64 * 22, IntStream.of(rows).sum());
    assertTrue(IntStream.of(rows).max().getAsInt() <= 64);
    assertTrue(IntStream.of(rows).min().getAsInt() >= 1);
    assertEquals(32, RoutedRows.of(64, 22, 32, 1, POWER_LAW).active());
  }

  /** Each of a token's copies goes to an expert of its own, all equally likely. */
  @Test
  void theCopiesOfOneTokenAreSpreadOverTheRanks() {
    RoutedRows hot = routed(1, 16, POWER_LAW);
    assertEquals(hot.rows(), hot.active());
    assertTrue(hot.rows() > 1 && hot.rows() < 4, hot::toString);
  }

  @ParameterizedTest
  @ValueSource(longs = {256, 16_384})
  void theHotRankGetsMoreRowsThanItsShareForFewerExperts(long tokens) {
    RoutedRows hot = routed(tokens, 8, POWER_LAW);
    RoutedRows even = routed(tokens, 8, "balanced");
    assertTrue(hot.rows() > even.rows(), () -> hot + " and " + even);
    assertTrue(hot.active() <= even.active(), () -> hot + " and " + even);
  }

  @Test
  void theSameRoutingIsDrawnEveryTime() {
    assertEquals(routed(300, 4, POWER_LAW), routed(300, 4, POWER_LAW));
  }

  @Test
  void anUnknownDistributionIsOutOfScope() {
    assertThrows(Family.OutOfScope.class, () -> routed(1, 1, "uniform"));
  }
}
