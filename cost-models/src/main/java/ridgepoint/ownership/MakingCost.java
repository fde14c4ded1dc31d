package ridgepoint.ownership;

/**
 * What it costs to make one device, in US dollars.
 *
 * @param yield share of the dies that compute that can be sold
 * @param dies good dies of all kinds in it
 * @param packaging interposer, substrate and assembly, and what is lost with packages that fail
 * @param board what carries and powers the package
 * @param exposable whether each die fits the exposure field of a scanner
 */
public record MakingCost(
    double yield,
    double dies,
    double test,
    double packaging,
    double memory,
    double board,
    boolean exposable) {

  public double total() {
    return dies + test + packaging + memory + board;
  }
}
