package ridgepoint.report.chart;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;

/** The shapes that tell memory levels apart. */
final class Marker {
  private Marker() {}

  /**
   * A circle for the farthest level, a triangle for the next, then squares.
   *
   * @param inward levels between this one and the farthest
   */
  static Shape of(int inward, double radius) {
    if (inward == 0) {
      return circle(radius);
    }
    Path2D path = new Path2D.Double();
    int corners = inward == 1 ? 3 : 4;
    for (int i = 0; i < corners; i++) {
      double angle = Math.PI * (2.0 * i / corners - 0.5);
      double x = 1.15 * radius * Math.cos(angle);
      double y = 1.15 * radius * Math.sin(angle);
      if (i == 0) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
    }
    path.closePath();
    return inward > 2
        ? AffineTransform.getRotateInstance(Math.PI / 4).createTransformedShape(path)
        : path;
  }

  static Shape circle(double radius) {
    return new Ellipse2D.Double(-radius, -radius, 2 * radius, 2 * radius);
  }
}
