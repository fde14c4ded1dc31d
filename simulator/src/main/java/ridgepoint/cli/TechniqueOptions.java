package ridgepoint.cli;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.model.GroupedAttention;
import ridgepoint.model.LatentAttention;
import ridgepoint.model.Layer;
import ridgepoint.model.ModelSpec;
import ridgepoint.technique.Composition;
import ridgepoint.technique.Technique;
import ridgepoint.technique.Technique.Need;
import ridgepoint.technique.TechniqueLibrary;
import ridgepoint.workload.Workload;

/** Techniques to apply to a workload. */
final class TechniqueOptions {
  @Option(
      names = "--technique",
      paramLabel = "ID[:KEY=VALUE]",
      description = "Apply a published technique; repeatable. 'ridgepoint techniques' lists them.")
  List<String> names = new ArrayList<>();

  Workload apply(Workload workload, ModelSpec model, SystemSpec system) {
    if (names.isEmpty()) {
      return workload;
    }
    TechniqueLibrary library = new TechniqueLibrary();
    List<Technique> techniques = new ArrayList<>(names.size());
    for (String name : names) {
      techniques.add(library.load(name));
    }
    return Composition.of(techniques).apply(workload, offers(model, system));
  }

  void echo(Map<String, String> inputs) {
    if (!names.isEmpty()) {
      inputs.put("technique", String.join(" ", names));
    }
  }

  /** What a technique can build on with this model and machine. */
  private static Set<Need> offers(ModelSpec model, SystemSpec system) {
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
