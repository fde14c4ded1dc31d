package ridgepoint.area;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;
import ridgepoint.input.YamlSection;

/** The processes of {@code ridgepoint/area/nodes.yaml}, where their sources stand. */
public final class ProcessNodes {
  private static final double MILLION_PER_SQUARE_MILLIMETRE = 1e12;
  private static final double SQUARE_MICROMETRE = 1e-12;

  private final Map<String, ProcessNode> byName = new HashMap<>();
  private final List<String> names = new ArrayList<>();

  private ProcessNodes(List<ProcessNode> nodes) {
    for (ProcessNode node : nodes) {
      byName.put(node.id(), node);
      for (String name : node.names()) {
        byName.put(name, node);
        names.add(name);
      }
    }
  }

  /** Those that ship with the program. */
  public static ProcessNodes shipped() {
    AreaConstants constants = AreaConstants.shipped();
    return new ProcessNodes(
        YamlSection.of(AreaConstants.FILES.read("nodes.yaml")).sections("nodes").stream()
            .map(node -> node(node, constants))
            .toList());
  }

  /** The same as full as some constants have them. */
  ProcessNodes filled(AreaConstants constants) {
    return new ProcessNodes(
        all().stream().map(node -> node.filled(constants.of(fill(node.fillOf())))).toList());
  }

  private static String fill(String node) {
    return AreaConstants.FILL + "." + node;
  }

  /**
   * The process of that name or id.
   *
   * @throws InputException when it is not known; the message lists those that are
   */
  public ProcessNode node(String name) {
    ProcessNode node = byName.get(name);
    if (node == null) {
      throw new InputException(
          "silicon.node: the area of process '%s' is not known%s; known are %s"
              .formatted(name, NearMatch.hint(name, names), String.join(", ", names)));
    }
    return node;
  }

  /** Every process once. */
  public List<ProcessNode> all() {
    return byName.values().stream().distinct().toList();
  }

  private static ProcessNode node(YamlSection node, AreaConstants constants) {
    node.only("id", "names", "logic", "sram_cell", "fill_of");
    String fillOf = node.text("fill_of");
    return new ProcessNode(
        node.text("id"),
        node.texts("names"),
        node.number("logic", 1, 1e4) * MILLION_PER_SQUARE_MILLIMETRE,
        node.number("sram_cell", 1e-4, 10) * SQUARE_MICROMETRE,
        constants.of(fill(fillOf)),
        fillOf);
  }
}
