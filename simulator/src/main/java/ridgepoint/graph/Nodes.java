package ridgepoint.graph;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.operator.Graph;
import ridgepoint.operator.Operator;

/** Collects the nodes of one graph; each gets the current block and repeat count. */
final class Nodes {
  /** Stands for "nothing comes before". */
  static final int NONE = -1;

  private final List<Graph.Node> nodes = new ArrayList<>();
  private String block = "model";
  private double count = 1;

  void enter(String name, double repeats) {
    block = name;
    count = repeats;
  }

  /** Adds a node that waits for {@code after} and returns its index. */
  int add(String name, Operator operator, int... after) {
    return add(name, block, count, operator, after);
  }

  int add(String name, String inBlock, double repeats, Operator operator, int... after) {
    List<Integer> inputs = new ArrayList<>(after.length);
    for (int index : after) {
      if (index != NONE) {
        inputs.add(index);
      }
    }
    nodes.add(new Graph.Node(name, inBlock, operator, repeats, inputs));
    return nodes.size() - 1;
  }

  Graph graph(String phase) {
    return new Graph(phase, nodes);
  }
}
