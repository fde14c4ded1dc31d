package ridgepoint.operator;

import java.util.List;

/**
 * The operators of one phase on one device, in execution order; each stands for {@code count}
 * identical executions.
 */
public record Graph(String phase, List<Node> nodes) {
  public Graph {
    nodes = List.copyOf(nodes);
  }

  /**
   * One operator of a graph.
   *
   * @param name what the model calls it, such as {@code q_proj} or {@code lm_head}
   * @param block the repeated block it belongs to, such as {@code layer}, {@code layer.moe}, {@code
   *     model}; a layer's timeline is the nodes of one block
   * @param count how often this node is executed in the phase
   * @param inputs indices of nodes this one waits for; all are smaller than its own index
   */
  public record Node(
      String name, String block, Operator operator, double count, List<Integer> inputs) {
    public Node {
      inputs = List.copyOf(inputs);
      if (!(count > 0)) {
        throw new IllegalArgumentException("count of " + name + " must be positive");
      }
    }
  }

  /** Work of the whole phase. */
  public Work work() {
    Work total = Work.elementwise(0, 0, Bytes.ZERO, Bytes.ZERO);
    for (Node node : nodes) {
      total = total.plus(node.operator().work().times(node.count()));
    }
    return total;
  }
}
