package ridgepoint.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ridgepoint.operator.Collective;
import ridgepoint.operator.Graph;

/**
 * What serving engines leave out where experts are spread over the devices of one replica: after
 * attention every device has all tokens, so that each takes the rows of its own experts, and one
 * all-reduce sums up what they make of them (vLLM, fused_moe/layer.py; TensorRT-LLM, fused MoE
 * without attention data parallelism). No tokens are sent and brought back.
 */
final class ReplicatedTokens {
  private static final String SENT = "dispatch_all_to_all";
  private static final String BROUGHT = "combine_all_to_all";
  private static final String GATHERED = "mlp_all_gather";
  private static final String REDUCED = "mlp_all_reduce";

  private ReplicatedTokens() {}

  /** The pass without exchanges among devices that hold the same tokens. */
  static Graph of(Graph pass) {
    Map<String, Integer> sharing = sharing(pass);
    if (sharing.isEmpty()) {
      return pass;
    }
    List<Graph.Node> nodes = new ArrayList<>();
    int[] moved = new int[pass.nodes().size()];
    for (int i = 0; i < moved.length; i++) {
      Graph.Node node = pass.nodes().get(i);
      List<Integer> inputs = node.inputs().stream().map(input -> moved[input]).toList();
      if (isExchange(node)
          && ((Collective) node.operator()).devices() <= sharing.getOrDefault(node.block(), 0)) {
        moved[i] = inputs.get(0);
        continue;
      }
      moved[i] = nodes.size();
      nodes.add(summed(node, inputs));
    }
    return new Graph(pass.phase(), nodes);
  }

  /** By block with experts, how many devices share its tokens. */
  private static Map<String, Integer> sharing(Graph pass) {
    Map<String, Integer> devices = new HashMap<>();
    for (Graph.Node node : pass.nodes()) {
      if (node.name().equals(GATHERED) || node.name().equals(REDUCED)) {
        devices.put(node.block(), ((Collective) node.operator()).devices());
      }
    }
    return devices;
  }

  private static boolean isExchange(Graph.Node node) {
    return node.name().equals(SENT) || node.name().equals(BROUGHT);
  }

  /** Devices that each made a part of every token's output add them up. */
  private static Graph.Node summed(Graph.Node node, List<Integer> inputs) {
    if (!node.name().equals(GATHERED)) {
      return new Graph.Node(node.name(), node.block(), node.operator(), node.count(), inputs);
    }
    Collective gather = (Collective) node.operator();
    Collective reduce =
        new Collective(
            Collective.Type.ALL_REDUCE,
            gather.elements(),
            gather.devices(),
            gather.stride(),
            gather.format());
    return new Graph.Node(REDUCED, node.block(), reduce, node.count(), inputs);
  }
}
