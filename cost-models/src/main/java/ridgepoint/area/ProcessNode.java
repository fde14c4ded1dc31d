package ridgepoint.area;

import java.util.List;

/**
 * A manufacturing process.
 *
 * @param names as device descriptions give it
 * @param logicTransistorsPerSquareMetre that the densest library reaches
 * @param sramCellSquareMetres of one bit
 * @param fill share of that logic density which products reach
 */
public record ProcessNode(
    String id,
    List<String> names,
    double logicTransistorsPerSquareMetre,
    double sramCellSquareMetres,
    double fill) {
  public ProcessNode {
    names = List.copyOf(names);
  }

  /** Transistors per square metre of logic in products. */
  public double reachedDensity() {
    return logicTransistorsPerSquareMetre * fill;
  }
}
