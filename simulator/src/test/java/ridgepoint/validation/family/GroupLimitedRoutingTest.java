package ridgepoint.validation.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a router that chooses from groups sends tokens meant for another one. */
class GroupLimitedRoutingTest {
  private static final String POWER_LAW = "power_law_1.2";

  /** Eight experts 16 apart lie in eight groups of 16, of which four are kept. */
  @Test
  void everyTokenTakesTheFirstExpertsInPlaceOfThoseOutsideItsGroups() {
    RoutedRows first = GroupLimitedRouting.of(1024, 8, 128, 32, "balanced");
    // Whether meant for one of the first four experts or not, every token takes all of them.
    assertEquals(new RoutedRows(1024 * 4, 4), first);
    assertEquals(new RoutedRows(1024 * 8 / 32, 4), RoutedRows.of(1024, 8, 128, 32, "balanced"));
  }

  /** One expert to choose is always in the best group, and so are four in four groups. */
  @Test
  void tokensThatNeedFewGroupsGoWhereTheyWereMeantTo() {
    assertEquals(
        RoutedRows.of(512, 1, 128, 4, "balanced"),
        GroupLimitedRouting.of(512, 1, 128, 4, "balanced"));
    assertEquals(
        RoutedRows.of(384, 4, 128, 16, "balanced"),
        GroupLimitedRouting.of(384, 4, 128, 16, "balanced"));
  }

  @Test
  void groupsOfOneExpertSendEveryCopyToTheFirst() {
    assertEquals(new RoutedRows(64, 1), GroupLimitedRouting.of(32, 2, 8, 4, "balanced"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 100})
  void oneRankGetsEveryCopy(long tokens) {
    assertEquals(tokens * 8.0, GroupLimitedRouting.of(tokens, 8, 256, 1, POWER_LAW).rows(), 1e-9);
  }

  @Test
  void theFirstRankGetsAtLeastWhatTheHottestRankWasMeantToGet() {
    RoutedRows meant = RoutedRows.of(4096, 8, 256, 16, POWER_LAW);
    RoutedRows sent = GroupLimitedRouting.of(4096, 8, 256, 16, POWER_LAW);
    assertTrue(sent.rows() > 0.8 * meant.rows(), sent + " and " + meant);
    assertEquals(sent, GroupLimitedRouting.of(4096, 8, 256, 16, POWER_LAW));
  }
}
