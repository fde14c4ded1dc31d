package ridgepoint.area;

import java.util.List;

/**
 * A manufacturing process.
 *
 * @param names as device descriptions give it
 * @param logicTransistorsPerSquareMetre that the densest library reaches
 * @param sramCellSquareMetres of one bit
 * @param fill share of that logic density which products reach
 * @param fillOf id of the process whose share that is: its own, or a neighbour's
 */
public record ProcessNode(
    String id,
    List<String> names,
    double logicTransistorsPerSquareMetre,
    double sramCellSquareMetres,
    double fill,
    String fillOf) {
  public ProcessNode {
    names = List.copyOf(names);
  }

  /** The same as full as that. */
  ProcessNode filled(double share) {
    return new ProcessNode(
        id, names, logicTransistorsPerSquareMetre, sramCellSquareMetres, share, fillOf);
  }

  /** Transistors per square metre of logic in products. */
  public double reachedDensity() {
    return logicTransistorsPerSquareMetre * fill;
  }
}
