package ridgepoint.report.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class DotChartTest {
  private static byte[] drawn(double last) {
    return DotChart.draw(
        "Title",
        "below",
        "amount",
        "B",
        List.of("first", "second", "nothing"),
        "none",
        List.of(
            new DotChart.Series(
                "a", List.of(OptionalDouble.of(1), OptionalDouble.of(100), OptionalDouble.empty())),
            new DotChart.Series(
                "b",
                List.of(OptionalDouble.of(10), OptionalDouble.of(last), OptionalDouble.empty()))));
  }

  @Test
  void everySeriesIsThereInItsColour() throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(drawn(1e6)));
    assertEquals(1600, image.getWidth());
    assertEquals(900, image.getHeight());
    for (int series = 0; series < 2; series++) {
      int wanted = Canvas.color(Palette.line(series)).getRGB();
      long pixels = 0;
      for (int y = 0; y < image.getHeight(); y++) {
        for (int x = 0; x < image.getWidth(); x++) {
          pixels += image.getRGB(x, y) == wanted ? 1 : 0;
        }
      }
      // Two dots of radius 8 and one in the legend, less what the joining line covers.
      assertTrue(pixels > 300, series + ": " + pixels);
    }
  }

  @Test
  void theSameDotsAreTheSameBytesAndOthersAreNot() {
    assertArrayEquals(drawn(1000), drawn(1000));
    assertTrue(!java.util.Arrays.equals(drawn(1000), drawn(2000)));
  }
}
