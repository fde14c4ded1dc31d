package ridgepoint.graph;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.model.Layer;
import ridgepoint.model.ModelSpec;

/**
 * The consecutive layers one pipeline stage executes. Layers are spread evenly; the first stages
 * take one more each when they do not divide.
 *
 * @param index from 0
 * @param count stages in all
 * @param firstLayer index of its first layer in the model
 */
public record PipelineStage(int index, int count, int firstLayer, List<Layer> layers) {
  public PipelineStage {
    layers = List.copyOf(layers);
  }

  /** Whether it embeds the tokens. */
  public boolean isFirst() {
    return index == 0;
  }

  /** Whether it computes the logits. */
  public boolean isLast() {
    return index == count - 1;
  }

  /** All stages of a model that is cut into {@code count}. */
  static List<PipelineStage> of(ModelSpec model, int count) {
    int layers = model.layers().size();
    List<PipelineStage> stages = new ArrayList<>(count);
    int first = 0;
    for (int index = 0; index < count; index++) {
      int size = layers / count + (index < layers % count ? 1 : 0);
      stages.add(
          new PipelineStage(index, count, first, model.layers().subList(first, first + size)));
      first += size;
    }
    return stages;
  }
}
