package ridgepoint.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import ridgepoint.report.Comparison;
import ridgepoint.report.Examples;
import ridgepoint.report.RunResult;
import ridgepoint.report.RunResult.OperatorRow;

class HtmlReportTest {
  private static final String HOSTILE = "</script><img src=x onerror=alert(1)>'\"&\u2028<!--";

  private static List<String> pages() {
    return List.of(
        HtmlReport.run(Examples.run()),
        ComparisonPage.comparison(Examples.compare()),
        ComparisonPage.comparison(Examples.sweep()));
  }

  @Test
  void nothingIsLoadedFromElsewhere() {
    Pattern loads =
        Pattern.compile(
            "<(?:script|img|iframe|link|object|embed|source)[^>]*(?:src|href)\\s*=\\s*[\"']?(?!\"?data:)"
                + "|@import|url\\(\\s*[\"']?https?:|fetch\\(|XMLHttpRequest\\(",
            Pattern.CASE_INSENSITIVE);
    for (String page : pages()) {
      String own = page.replace(Templates.echarts(), "");
      assertTrue(own.length() < page.length(), "the chart library must be embedded");
      Matcher found = loads.matcher(own.replace("href=\"data:,\"", ""));
      assertFalse(found.find(), () -> found.group());
      assertTrue(page.contains("default-src 'none'"), "a policy must forbid loading");
    }
  }

  @Test
  void theSamePageWhateverTheLocaleAndTheTimeZone() {
    List<String> expected = pages();
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      assertEquals(expected, pages());
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void namesFromFilesCannotBecomeMarkupOrScript() {
    String hostile =
        HtmlReport.run(Examples.run(Examples.machine(HOSTILE, 1e15, 1e12, 8e10), HOSTILE, 1, 8, 8));
    Comparison compared =
        new Comparison(
            HOSTILE,
            "compare",
            Map.of("model", HOSTILE),
            List.of(HOSTILE),
            List.of(
                Comparison.Case.of(Map.of(HOSTILE, HOSTILE), Examples.run()),
                Comparison.Case.failed(Map.of(HOSTILE, HOSTILE), HOSTILE)));
    for (String page : List.of(hostile, ComparisonPage.comparison(compared))) {
      String own = page.replace(Templates.echarts(), "");
      assertFalse(own.toLowerCase(Locale.ROOT).contains("<img"), "markup of a name got through");
      assertEquals(3, own.split("</script>", -1).length - 1, "only the page's own scripts end");
    }
  }

  @Test
  void theTablesAreThereWithoutScripts() {
    RunResult result = Examples.run();
    String page = HtmlReport.run(result);
    String markup = page.substring(0, page.indexOf("<script"));
    for (OperatorRow row : result.phase("decode").operators()) {
      assertTrue(markup.contains("<td class=\"text\">" + row.name() + "</td>"), row.name());
    }
    result.inputs().keySet().forEach(name -> assertTrue(markup.contains("<dt>" + name + "</dt>")));
    assertTrue(markup.contains(result.notes().get(0)));
    assertTrue(markup.contains("<section class=\"card\" data-of=\"prefill\">"));
  }
}
