package ridgepoint.hardware;

import java.util.OptionalDouble;

/**
 * What it is made of. Unknown figures are empty.
 *
 * @param node process of the dies that compute, such as {@code TSMC N7}
 * @param areaSquareMetres published, of all dies together
 * @param die what is on the dies beside what the rest of the description says
 */
public record Silicon(
    String node,
    OptionalDouble areaSquareMetres,
    OptionalDouble transistors,
    OptionalDouble priceUsd,
    Die die) {

  /** Silicon of which no more is known than what the rest of the description says. */
  public Silicon(
      String node,
      OptionalDouble areaSquareMetres,
      OptionalDouble transistors,
      OptionalDouble priceUsd) {
    this(node, areaSquareMetres, transistors, priceUsd, Die.PLAIN);
  }
}
