package ridgepoint.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ridgepoint.report.Examples;

/** Opens the pages in a real browser. Skipped where there is none. */
class BrowserTest {
  /** Puts errors, what was drawn, and whether a click sorts, where the test can read it. */
  private static final String PROBE =
      "<script>const probe=[];addEventListener('error',e=>probe.push(String(e.message)));"
          + "addEventListener('load',()=>setTimeout(()=>{const drawn=[...document"
          + ".querySelectorAll('canvas')].filter(c=>{const d=c.getContext('2d').getImageData(0,0,"
          + "c.width,c.height).data;const seen=new Set();for(let i=0;i<d.length;i+=4)"
          + "if(d[i+3])seen.add(d[i]+','+d[i+1]+','+d[i+2]);return seen.size>3}).length;"
          + "const head=[...document.querySelectorAll('table.sortable th')].find("
          + "th=>/^(time|TPOT)$/.test(th.textContent)&&th.offsetParent);head.firstChild.click();"
          + "const column=head.cellIndex,values=[...head.closest('table').tBodies[0].rows].map("
          + "r=>Number(r.cells[column].dataset.v||-1));"
          + "const sorted=values.every((v,i)=>i===0||values[i-1]>=v);"
          + "document.title='PROBE errors='+probe.join('|')+' drawn='+drawn+' of '+document"
          + ".querySelectorAll('.chart').length+' sorted='+sorted+' wide='+(document"
          + ".documentElement.scrollWidth>innerWidth)+' END'},500))</script>";

  @TempDir Path directory;

  private static Optional<Path> browser() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator))
        .flatMap(
            folder ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private String open(String page, String fragment, int width) throws Exception {
    Optional<Path> browser = browser();
    assumeTrue(browser.isPresent(), "no Chromium on the PATH: pages are not opened");
    Path file = directory.resolve("page.html");
    Files.writeString(
        file, page.replaceFirst("<style>", Matcher.quoteReplacement(PROBE + "<style>")));
    Path out = directory.resolve("dom.html");
    List<String> command = new ArrayList<>(List.of(browser.get().toString()));
    command.addAll(
        List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--user-data-dir=" + directory.resolve("profile"),
            "--window-size=" + width + ",1200",
            "--virtual-time-budget=4000",
            "--dump-dom",
            file.toUri() + fragment));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assumeTrue(process.waitFor(60, TimeUnit.SECONDS), "the browser did not finish in a minute");
    } finally {
      process.destroyForcibly().waitFor();
    }
    String dom = Files.readString(out, StandardCharsets.UTF_8);
    Matcher title = Pattern.compile("PROBE (errors=.*?) END").matcher(dom.replace(PROBE, ""));
    assertTrue(title.find(), () -> "the page did not finish: " + dom.length() + " characters");
    return title.group(1);
  }

  @Test
  void theRunPageDrawsEveryChartAndSorts() throws Exception {
    String page = HtmlReport.run(Examples.run());
    String expected = "errors= drawn=4 of 4 sorted=true wide=false";
    assertEquals(expected, open(page, "#phase=prefill", 1400));
    assertEquals(expected, open(page, "#theme=dark", 500));
  }

  @Test
  void theComparisonPagesDrawEveryChart() throws Exception {
    String expected = "errors= drawn=6 of 6 sorted=true wide=false";
    assertEquals(expected, open(ComparisonPage.comparison(Examples.sweep()), "", 1400));
    assertEquals(expected, open(ComparisonPage.comparison(Examples.compare()), "", 500));
  }

  @Test
  void theExplorationPageDrawsEveryChart() throws Exception {
    String expected = "errors= drawn=4 of 4 sorted=true wide=false";
    String page = ExplorationPage.of(Examples.exploration("designs", "h100"));
    assertEquals(expected, open(page, "", 1400));
    assertEquals(expected, open(page, "#theme=dark", 500));
  }
}
