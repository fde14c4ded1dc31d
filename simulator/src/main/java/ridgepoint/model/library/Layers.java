package ridgepoint.model.library;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.model.FeedForward;
import ridgepoint.model.GroupedAttention;
import ridgepoint.model.Layer;
import ridgepoint.model.Mixer;
import ridgepoint.model.MixtureOfExperts;

/** Names layers by what tells them apart. */
final class Layers {
  private Layers() {}

  /**
   * Layers of these mixers and feed-forwards, in order: all {@code layer} when they are alike; with
   * {@code .dense} or {@code .moe}, {@code .local}, {@code .global} or {@code .linear} where they
   * differ. Layers that are alike are the same object.
   */
  static List<Layer> of(List<? extends Mixer> mixers, List<? extends FeedForward> feedForwards) {
    boolean mixersDiffer = mixers.stream().distinct().count() > 1;
    boolean feedForwardsDiffer = feedForwards.stream().distinct().count() > 1;
    List<Layer> layers = new ArrayList<>(mixers.size());
    for (int i = 0; i < mixers.size(); i++) {
      Mixer mixer = mixers.get(i);
      FeedForward feedForward = feedForwards.get(i);
      String name = "layer";
      if (feedForwardsDiffer) {
        name += feedForward instanceof MixtureOfExperts ? ".moe" : ".dense";
      }
      if (mixersDiffer) {
        name += reach(mixer);
      }
      Layer layer = new Layer(name, mixer, feedForward);
      int known = layers.indexOf(layer);
      layers.add(known < 0 ? layer : layers.get(known));
    }
    return layers;
  }

  private static String reach(Mixer mixer) {
    if (mixer.cachedElementsPerToken() == 0) {
      return ".linear";
    }
    return mixer instanceof GroupedAttention attention && attention.window() > 0
        ? ".local"
        : ".global";
  }
}
