package ridgepoint.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import ridgepoint.report.Quantity;

/** A PNG of 1600 x 900 pixels: a title, a line below it, and charts side by side or stacked. */
final class Canvas {
  static final int WIDTH = 1600;
  static final int HEIGHT = 900;
  static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 32);
  static final Font HEADING = new Font(Font.SANS_SERIF, Font.BOLD, 22);
  static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 22);
  static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 19);
  static final Color INK = new Color(0x1a2230);
  static final Color SOFT = new Color(0x5b6675);
  static final Color GRID = new Color(0xdde2e9);
  static final Shape LEGEND = new Rectangle(-8, -8, 16, 16);
  static final BasicStroke THIN = new BasicStroke(1f);
  static final BasicStroke THICK = new BasicStroke(3f);
  static final BasicStroke DASHED =
      new BasicStroke(
          2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, new float[] {9f, 6f}, 0f);
  private static final int MARGIN = 30;
  private static final int HEAD = 104;

  private Canvas() {}

  /** Charts in columns, left to right. */
  static byte[] columns(String title, String subtitle, List<JFreeChart> charts) {
    return draw(title, subtitle, charts, charts.size(), 1);
  }

  /** Charts in rows, top to bottom. */
  static byte[] rows(String title, String subtitle, List<JFreeChart> charts) {
    return draw(title, subtitle, charts, 1, charts.size());
  }

  /** Charts in a grid, row by row. */
  static byte[] draw(
      String title, String subtitle, List<JFreeChart> charts, int columns, int rows) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    graphics.setColor(INK);
    graphics.setFont(TITLE);
    graphics.drawString(fitted(graphics, title), MARGIN, 50);
    graphics.setColor(SOFT);
    graphics.setFont(TEXT);
    graphics.drawString(fitted(graphics, subtitle), MARGIN, 84);
    double width = (WIDTH - 2.0 * MARGIN) / Math.max(1, columns);
    double height = (HEIGHT - HEAD - 16.0) / Math.max(1, rows);
    for (int i = 0; i < charts.size(); i++) {
      int row = i / columns;
      double x = MARGIN + i % columns * width;
      double y = HEAD + row * height;
      charts.get(i).draw(graphics, new Rectangle2D.Double(x, y, width, height));
    }
    graphics.dispose();
    return png(image);
  }

  private static String fitted(Graphics2D graphics, String text) {
    String shown = text;
    while (shown.length() > 1
        && graphics.getFontMetrics().stringWidth(shown) > WIDTH - 2 * MARGIN) {
      shown = shown.substring(0, shown.length() - 2) + "…";
    }
    return shown;
  }

  private static byte[] png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, "png", out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** A chart in this look, around a plot. */
  static JFreeChart chart(String heading, Plot plot, boolean legend) {
    plot.setBackgroundPaint(Color.WHITE);
    plot.setOutlineVisible(false);
    plot.setInsets(new RectangleInsets(6, 6, 6, 40));
    JFreeChart chart = new JFreeChart(heading.isEmpty() ? null : heading, HEADING, plot, legend);
    chart.setBackgroundPaint(Color.WHITE);
    if (!heading.isEmpty()) {
      chart.getTitle().setPaint(INK);
    }
    if (legend) {
      chart.getLegend().setItemFont(TEXT);
      chart.getLegend().setItemPaint(INK);
      chart.getLegend().setFrame(BlockBorder.NONE);
      chart.getLegend().setPosition(RectangleEdge.BOTTOM);
      chart.getLegend().setItemLabelPadding(new RectangleInsets(2, 4, 2, 16));
    }
    return chart;
  }

  static <A extends Axis> A styled(A axis) {
    axis.setLabelFont(LABEL);
    axis.setTickLabelFont(TEXT);
    axis.setLabelPaint(INK);
    axis.setTickLabelPaint(INK);
    axis.setAxisLinePaint(SOFT);
    axis.setTickMarkPaint(SOFT);
    return axis;
  }

  /** Words inside a plot, at a place in its axes' units. */
  static XYTextAnnotation label(String text, double x, double y) {
    XYTextAnnotation label = new XYTextAnnotation(text, x, y);
    label.setFont(TEXT);
    label.setPaint(INK);
    return label;
  }

  /** A linear axis from 0 with no more than the given number of ticks above it. */
  static NumberAxis linear(String name, String unit, double high, int ticks) {
    NumberAxis axis = styled(new NumberAxis(name));
    double end = high > 0 ? high : 1;
    double rough = end / ticks;
    double decade = Math.pow(10, Math.floor(Math.log10(rough)));
    double digit = rough / decade;
    axis.setTickUnit(
        new NumberTickUnit((digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10) * decade));
    axis.setNumberFormatOverride(format(unit));
    axis.setRange(0, end);
    return axis;
  }

  static Color color(String hex) {
    return Color.decode(hex);
  }

  /** A value at its mark. Counts and ratios go without prefixes: half a token is not 500 m. */
  static String amount(double value, String unit) {
    return unit.isEmpty() ? Quantity.tick(value, unit) : Quantity.si(value, unit);
  }

  /** Axis numbers with SI prefixes and no more digits than they need. */
  static NumberFormat format(String unit) {
    return new SiFormat(unit);
  }

  private static final class SiFormat extends NumberFormat {
    private static final long serialVersionUID = 1L;
    private final String unit;

    SiFormat(String unit) {
      this.unit = unit;
    }

    @Override
    public StringBuffer format(double value, StringBuffer out, FieldPosition position) {
      return out.append(Quantity.tick(value, unit));
    }

    @Override
    public StringBuffer format(long value, StringBuffer out, FieldPosition position) {
      return format((double) value, out, position);
    }

    @Override
    public Number parse(String text, ParsePosition position) {
      throw new UnsupportedOperationException("only formats");
    }
  }
}
