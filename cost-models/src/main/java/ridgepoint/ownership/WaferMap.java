package ridgepoint.ownership;

/** How many dies come from a wafer. */
final class WaferMap {
  private WaferMap() {}

  /**
   * Whole dies on one wafer: its area over theirs, less those that its rim cuts (D. de Vries,
   * Investigation of gross die per wafer formulas, 2005).
   *
   * @return 0 when not one fits
   */
  static double grossDies(double dieSquareMetres, Prices.Wafer wafer) {
    double diameter = wafer.diameterMetres() - 2 * wafer.edgeMetres();
    double side = Math.sqrt(dieSquareMetres) + wafer.scribeMetres();
    double area = side * side;
    double radius = diameter / 2;
    return Math.max(0, Math.PI * radius * radius / area - Math.PI * diameter / Math.sqrt(2 * area));
  }
}
