package ridgepoint.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.model.ModelSpec;
import ridgepoint.simulation.Offers;
import ridgepoint.technique.Composition;
import ridgepoint.technique.Technique;
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
    return Composition.of(techniques).apply(workload, Offers.of(model, system));
  }

  void echo(Map<String, String> inputs) {
    if (!names.isEmpty()) {
      inputs.put("technique", String.join(" ", names));
    }
  }
}
