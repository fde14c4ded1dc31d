package ridgepoint.simulation;

import java.util.EnumSet;
import java.util.Set;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.model.GroupedAttention;
import ridgepoint.model.LatentAttention;
import ridgepoint.model.Layer;
import ridgepoint.model.ModelSpec;
import ridgepoint.technique.Technique.Need;

/** What techniques can build on. */
public final class Offers {
  private Offers() {}

  /** What a model has and a machine is described with. */
  public static Set<Need> of(ModelSpec model, SystemSpec system) {
    Set<Need> offers = EnumSet.noneOf(Need.class);
    if (model.isDecoder()) {
      offers.add(Need.GENERATION);
      if (model.cachedElementsPerToken() > 0) {
        offers.add(Need.KV_CACHE);
      }
    }
    for (Layer layer : model.layers()) {
      if (layer.mixer() instanceof GroupedAttention || layer.mixer() instanceof LatentAttention) {
        offers.add(Need.ATTENTION);
      }
    }
    if (system.host().isPresent()) {
      offers.add(Need.HOST);
    }
    if (!system.device().compute().sparseMatrixPeak().isEmpty()) {
      offers.add(Need.SPARSE_MATRIX_UNIT);
    }
    return offers;
  }
}
