package ridgepoint.execution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import ridgepoint.operator.Graph;

/** A graph from which a model's data flow takes its operators, and what it did not take. */
final class Steps {
  private final Graph graph;
  private final Map<String, Integer> places = new LinkedHashMap<>();
  private final int[] taken;

  Steps(Graph graph) {
    this.graph = graph;
    this.taken = new int[graph.nodes().size()];
    for (int i = 0; i < taken.length; i++) {
      places.put(key(graph.nodes().get(i).block(), graph.nodes().get(i).name()), i);
    }
  }

  boolean has(String block, String name) {
    return places.containsKey(key(block, name));
  }

  /**
   * The operator of that name, which counts as executed once more.
   *
   * @throws IllegalStateException when the graph has none
   */
  Graph.Node take(String block, String name) {
    Integer place = places.get(key(block, name));
    if (place == null) {
      throw new IllegalStateException("no operator " + name + " in " + block + " of the graph");
    }
    taken[place]++;
    return graph.nodes().get(place);
  }

  /** Operators executed more or less often than the graph has them. */
  List<String> discrepancies() {
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < taken.length; i++) {
      Graph.Node node = graph.nodes().get(i);
      if (node.count() != taken[i]) {
        wrong.add(
            String.format(
                Locale.ROOT,
                "%s: %s of %s executed %d times, in the graph %s times",
                graph.phase(),
                node.name(),
                node.block(),
                taken[i],
                node.count()));
      }
    }
    return wrong;
  }

  private static String key(String block, String name) {
    return block + "/" + name;
  }
}
