package ridgepoint.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ridgepoint.report.Examples;
import ridgepoint.report.ExplorationResult;
import ridgepoint.report.ExplorationResult.Column;
import ridgepoint.report.ExplorationResult.Counts;
import ridgepoint.report.ExplorationResult.Role;

class ExplorationPageTest {
  private static final String HOSTILE = "</script><script>alert(1)</script><b>&\"'";

  @Test
  void namesFromFilesCannotBecomeMarkupOrScript() {
    String page = ExplorationPage.of(Examples.exploration(HOSTILE, HOSTILE));
    assertFalse(page.contains("alert(1)</script>"));
    assertFalse(page.contains("<b>&"));
    assertTrue(page.contains("&lt;/script&gt;&lt;script&gt;alert(1)"));
    // One for data, one for the library, one for what draws.
    assertEquals(3, page.split("</script>", -1).length - 1);
  }

  @Test
  void theFrontierIsThereWithoutScripts() {
    String page = ExplorationPage.of(Examples.exploration("designs", "h100"));
    assertTrue(page.contains("<tr data-id=\"38\">"));
    assertFalse(page.contains("<tr data-id=\"39\">"));
    assertTrue(page.contains("<div>TPOT -9% by h100</div>"));
    assertTrue(page.contains("1 points have no result; the first: does not fit"));
  }

  @Test
  void withoutAnyResultThereIsAPageThatSaysSo() {
    ExplorationResult nothing =
        new ExplorationResult(
            "0.1.0",
            "nothing",
            Map.of(),
            new Counts(2, 0, 2, "does not fit", 0),
            List.of(new Column("tpot", Role.OBJECTIVE, "s", List.of())),
            List.of(new ExplorationResult.Goal(0, false)),
            false,
            List.of(),
            List.of(),
            List.of(),
            List.of());
    String page = ExplorationPage.of(nothing);
    assertTrue(page.contains("No point has a result, so nothing can be drawn."));
    assertFalse(page.contains("id=\"frontier\""));
  }

  @Test
  void valuesAreShownAsPeopleSayThem() {
    assertEquals("40.0 MiB", column("B").text(40 << 20));
    assertEquals("80.0 GB", column("B").text(80e9));
    assertEquals("15000 USD", column("USD").text(15000));
    assertEquals("12.5 ms", column("s").text(0.0125));
    assertEquals("64", column("").text(64));
    assertEquals("-", column("s").text(Double.NaN));
  }

  private static Column column(String unit) {
    return new Column("any", Role.QUANTITY, unit, List.of());
  }
}
