package ridgepoint.graph;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.model.Layer;

/** A kind of layer and how many of it there are. */
record LayerCount(Layer layer, int count) {

  /**
   * The kinds among {@code layers}, in order of first appearance. Layers that are alike are mostly
   * the same object, which is looked for before their contents are compared: graphs are built
   * thousands of times in a sweep.
   */
  static List<LayerCount> of(List<Layer> layers) {
    List<LayerCount> kinds = new ArrayList<>();
    for (Layer layer : layers) {
      int known = indexOf(kinds, layer);
      if (known < 0) {
        kinds.add(new LayerCount(layer, 1));
      } else {
        kinds.set(known, new LayerCount(layer, kinds.get(known).count() + 1));
      }
    }
    return kinds;
  }

  @SuppressWarnings("ReferenceEquality") // most layers are the same object as an earlier one
  private static int indexOf(List<LayerCount> kinds, Layer layer) {
    for (int i = 0; i < kinds.size(); i++) {
      if (kinds.get(i).layer() == layer) {
        return i;
      }
    }
    for (int i = 0; i < kinds.size(); i++) {
      if (kinds.get(i).layer().equals(layer)) {
        return i;
      }
    }
    return -1;
  }
}
