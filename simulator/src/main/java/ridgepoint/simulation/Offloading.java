package ridgepoint.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;
import ridgepoint.graph.MemoryFootprint;
import ridgepoint.operator.Graph;
import ridgepoint.operator.Role;
import ridgepoint.operator.Transfer;
import ridgepoint.operator.Transfer.Place;
import ridgepoint.operator.Work;
import ridgepoint.workload.Placement;
import ridgepoint.workload.Placement.Split;

/**
 * Weights and KV cache that live in host memory or on disk (FlexGen, Sheng 2023). Every block of a
 * graph brings in the share of its weights and cached keys that is not on the device, each time it
 * is executed, and takes back the share of the new keys.
 */
final class Offloading {
  private Offloading() {}

  /**
   * What stays on the device. Of what is brought in, the share of two layers is on it as well: the
   * one computing and the one arriving; of keys and values, that of one device batch.
   */
  static MemoryFootprint kept(MemoryFootprint whole, Placement placement, int layers) {
    double buffered = Math.min(1, 2.0 / layers);
    double weights = placement.weights().device();
    double keys = placement.kvCache().device();
    return new MemoryFootprint(
        whole.weightBytes() * (weights + (1 - weights) * buffered),
        whole.kvCacheBytes() * (keys + (1 - keys) * buffered / placement.deviceBatches()),
        whole.stateBytes(),
        whole.activationBytes());
  }

  /** Bytes of one block, of all its executions. */
  private record Moved(double weights, double keysIn, double keysOut, double count) {
    Moved plus(Graph.Node node, double cachedFraction) {
      Work work = node.operator().work();
      return new Moved(
          weights + work.read().weight() * node.count(),
          keysIn + work.read().kvCache() * node.count() * cachedFraction,
          keysOut + work.written().kvCache() * node.count(),
          Math.max(count, node.count()));
    }
  }

  /**
   * The graph of a whole batch with the transfers its placement needs, each in the block it belongs
   * to. Every device batch executes the operators once; weights come once for all of them.
   *
   * @param batch the graph of one device batch
   * @param cachedFraction of the keys and values read that existed before this graph
   */
  static Graph withTransfers(Graph batch, Placement placement, double cachedFraction) {
    Graph graph = repeated(batch, placement.deviceBatches());
    if (placement.weights().device() == 1 && placement.kvCache().device() == 1) {
      return graph;
    }
    Map<String, Moved> blocks = new LinkedHashMap<>();
    for (Graph.Node node : graph.nodes()) {
      Moved moved = blocks.getOrDefault(node.block(), new Moved(0, 0, 0, 0));
      blocks.put(node.block(), moved.plus(node, cachedFraction));
    }
    List<Graph.Node> nodes = new ArrayList<>(graph.nodes());
    blocks.forEach(
        (block, moved) -> {
          Split weights = placement.weights();
          Split keys = placement.kvCache();
          for (Place place : List.of(Place.HOST, Place.STORAGE)) {
            double weightShare = place == Place.HOST ? weights.host() : weights.storage();
            double keyShare = place == Place.HOST ? keys.host() : keys.storage();
            String where = place.name().toLowerCase(Locale.ROOT);
            add(
                nodes,
                block,
                "load_weights_" + where,
                moved.count(),
                moved.weights() * weightShare / placement.deviceBatches(),
                bytes -> new Transfer(place, Place.DEVICE, Role.WEIGHT, bytes));
            add(
                nodes,
                block,
                "load_kv_" + where,
                moved.count(),
                moved.keysIn() * keyShare,
                bytes -> new Transfer(place, Place.DEVICE, Role.KV_CACHE, bytes));
            add(
                nodes,
                block,
                "store_kv_" + where,
                moved.count(),
                moved.keysOut() * keyShare,
                bytes -> new Transfer(Place.DEVICE, place, Role.KV_CACHE, bytes));
          }
        });
    return new Graph(graph.phase(), nodes);
  }

  private static Graph repeated(Graph graph, int times) {
    if (times == 1) {
      return graph;
    }
    List<Graph.Node> nodes = new ArrayList<>(graph.nodes().size());
    for (Graph.Node node : graph.nodes()) {
      nodes.add(
          new Graph.Node(
              node.name(), node.block(), node.operator(), node.count() * times, node.inputs()));
    }
    return new Graph(graph.phase(), nodes);
  }

  /** A transfer of {@code bytes} in {@code count} equal pieces, if there is anything to move. */
  private static void add(
      List<Graph.Node> nodes,
      String block,
      String name,
      double count,
      double bytes,
      DoubleFunction<Transfer> transfer) {
    if (bytes > 0) {
      nodes.add(new Graph.Node(name, block, transfer.apply(bytes / count), count, List.of()));
    }
  }
}
