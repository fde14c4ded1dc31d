package ridgepoint.ownership;

/**
 * Share of dies that work, when defects fall on them in bunches: the negative binomial of C.
 * Stapper, Defect density distribution for LSI yield calculations, 1973; the models of J.
 * Cunningham, The use and evaluation of yield models in integrated circuit manufacturing, 1990.
 */
public final class DieYield {
  private DieYield() {}

  /**
   * Dies without a defect.
   *
   * @param defects expected on one die: density times area
   * @param cluster alpha of the distribution
   */
  public static double perfect(double defects, double cluster) {
    return Math.pow(1 + defects / cluster, -cluster);
  }

  /**
   * Dies that can be sold when a defect in a repeated unit only costs that unit: no defect in the
   * rest, and at most as many in the units as there are spare ones.
   *
   * @param unitDefects expected in the repeated units of one die
   * @param restDefects expected elsewhere
   */
  public static double withSpares(
      double unitDefects, double restDefects, int spares, double cluster) {
    double whole = perfect(unitDefects + restDefects, cluster);
    // given k defects in all, each falls on a unit with probability p, independently: sum over k
    double p = unitDefects / (unitDefects + restDefects);
    if (!(p > 0) || spares == 0) {
      return whole;
    }
    double mean = unitDefects + restDefects;
    double ratio = mean / (mean + cluster);
    double sum = 0;
    double term = whole;
    for (int k = 0; k <= spares; k++) {
      sum += term * Math.pow(p, k);
      term *= ratio * (k + cluster) / (k + 1);
    }
    return sum;
  }
}
