package ridgepoint.report.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import ridgepoint.report.Examples;
import ridgepoint.report.RunResult;
import ridgepoint.report.RunResult.PhaseResult;

class ChartImagesTest {
  private static Map<String, byte[]> all() {
    Map<String, byte[]> images = new LinkedHashMap<>(ChartImages.run(Examples.run()));
    ChartImages.comparison(Examples.compare()).forEach((n, png) -> images.put("compare-" + n, png));
    ChartImages.comparison(Examples.sweep()).forEach((n, png) -> images.put("sweep-" + n, png));
    ChartImages.exploration(Examples.exploration("designs", "h100"))
        .forEach((n, png) -> images.put("explore-" + n, png));
    return images;
  }

  @Test
  void everyChartIsOfFullSizeAndInColour() throws Exception {
    Map<String, byte[]> images = all();
    assertEquals(14, images.size());
    for (Map.Entry<String, byte[]> each : images.entrySet()) {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(each.getValue()));
      assertEquals(1600, image.getWidth(), each.getKey());
      assertEquals(900, image.getHeight(), each.getKey());
      assertTrue(colors(image).size() > 40, each.getKey());
    }
  }

  private static Set<Integer> colors(BufferedImage image) {
    Set<Integer> colors = new HashSet<>();
    for (int y = 0; y < image.getHeight(); y += 2) {
      for (int x = 0; x < image.getWidth(); x += 2) {
        colors.add(image.getRGB(x, y) & 0xffffff);
      }
    }
    return colors;
  }

  @Test
  void theSamePixelsWhateverTheLocaleAndTheTimeZone() {
    Map<String, byte[]> expected = all();
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      all().forEach((name, png) -> assertArrayEquals(expected.get(name), png, name));
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void theRoofsAreTheTypesTheRunComputesIn() {
    List<Roof> roofs = Roof.of(Examples.run());
    assertEquals(List.of("bf16", "fp32"), roofs.stream().map(Roof::types).toList());
    assertEquals(989.4e12, roofs.get(0).operationsPerSecond());
  }

  @Test
  void aPhaseWithoutOperatorsStillDraws() {
    RunResult run = Examples.run();
    PhaseResult empty =
        new PhaseResult(
            "decode", 0, 0, 0, run.phase("decode").energy(), "none", 0, 0, 0, 0, List.of());
    RunResult without =
        new RunResult(
            run.version(),
            run.inputs(),
            run.machine(),
            run.model(),
            run.workload(),
            run.fidelity(),
            run.parameters(),
            run.ttftSeconds(),
            0,
            run.endToEndSeconds(),
            run.tokensPerSecond(),
            run.tokensPerJoule(),
            run.energyJoules(),
            run.memory(),
            List.of(run.phase("prefill"), empty),
            List.of(),
            List.of());
    assertEquals(5, ChartImages.run(without).size());
  }

  @Test
  void aNumericInputGoesAlongTheAxisAndTheOthersBecomeLines() {
    Grouping sweep = Grouping.of(Examples.sweep());
    assertEquals("batch-size", sweep.axis());
    assertEquals(List.of("h100-sxm", "a100-sxm-80gb"), sweep.groups());
    Grouping compare = Grouping.of(Examples.compare());
    assertEquals("hw", compare.axis());
    assertEquals(List.of(""), compare.groups());
  }
}
