package ridgepoint.exploration.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ridgepoint.exploration.experiment.Experiment.Goal;
import ridgepoint.exploration.experiment.Search.Method;
import ridgepoint.exploration.space.Axis;
import ridgepoint.exploration.space.Values;
import ridgepoint.input.InputException;
import ridgepoint.input.YamlNode;
import ridgepoint.input.YamlReader;
import ridgepoint.input.YamlSection;

/**
 * Reads experiments from YAML, as {@code ridgepoint/exploration/experiment.schema.json} describes
 * them.
 */
public final class ExperimentReader {
  public static final String SCHEMA = "ridgepoint.experiment/1";

  private static final int STANDARD_POINTS = 10;

  private ExperimentReader() {}

  /**
   * An experiment from a file.
   *
   * @throws InputException with file, line and key when it is not a valid experiment
   */
  public static DescribedExperiment read(Path file) {
    String name = file.getFileName().toString().replaceFirst("[.]ya?ml$", "");
    YamlNode.Mapping document = YamlReader.readFile(file);
    return new DescribedExperiment(read(document, name), Origins.of(document));
  }

  /** An experiment from text, such as {@link ExperimentText} writes. */
  public static Experiment read(String source, String text) {
    return read(YamlReader.readText(source, text), source);
  }

  private static Experiment read(YamlNode.Mapping document, String name) {
    YamlSection file = YamlSection.of(document);
    file.only(
        "schema",
        "name",
        "description",
        "base",
        "axes",
        "linked",
        "derived",
        "constraints",
        "objectives",
        "search");
    file.word("schema", List.of(SCHEMA));
    return new Experiment(
        file.optionalText("name").orElse(name),
        base(file.section("base")),
        axes(file.section("axes")),
        file.optionalSection("linked").map(ExperimentReader::texts).orElse(Map.of()),
        file.optionalSection("derived").map(ExperimentReader::texts).orElse(Map.of()),
        file.texts("constraints"),
        objectives(file),
        file.optionalSection("search").map(ExperimentReader::search).orElse(Search.GRID));
  }

  private static Map<String, List<String>> base(YamlSection base) {
    Map<String, List<String>> options = new LinkedHashMap<>();
    for (String key : base.keys()) {
      boolean many = base.required(key) instanceof YamlNode.Sequence;
      options.put(key, many ? base.texts(key) : List.of(base.text(key)));
    }
    return options;
  }

  private static Map<String, String> texts(YamlSection section) {
    Map<String, String> texts = new LinkedHashMap<>();
    section.keys().forEach(key -> texts.put(key, section.text(key)));
    return texts;
  }

  private static List<Axis> axes(YamlSection section) {
    List<Axis> axes = new ArrayList<>();
    for (String key : section.keys()) {
      axes.add(axis(section, key));
    }
    if (axes.isEmpty()) {
      throw new InputException(section.node().place() + ": axes: at least one axis is wanted");
    }
    return axes;
  }

  private static Axis axis(YamlSection section, String key) {
    try {
      if (section.required(key) instanceof YamlNode.Mapping) {
        return described(key, section.section(key));
      }
      boolean many = section.required(key) instanceof YamlNode.Sequence;
      Values values = many ? listed(section.texts(key)) : AxisText.parse(section.text(key));
      return new Axis(key, values, List.of());
    } catch (InputException e) {
      throw e.getMessage().contains(": axes.") ? e : section.failure(key, e.getMessage(), e);
    }
  }

  private static Values listed(List<String> texts) {
    if (texts.isEmpty()) {
      throw new InputException("no values: the space is empty");
    }
    return new Values.Listed(texts);
  }

  private static Axis described(String key, YamlSection axis) {
    axis.only("values", "from", "to", "points", "scale", "scales");
    Values values;
    if (axis.has("values")) {
      axis.only("values", "scales");
      values = listed(axis.texts("values"));
    } else {
      values =
          AxisText.interval(
              axis.text("from"),
              axis.text("to"),
              axis.count("points", 2, AxisText.MOST_VALUES, STANDARD_POINTS),
              axis.has("scale") && axis.word("scale", List.of("linear", "log")).equals("log"));
    }
    return new Axis(key, values, axis.texts("scales"));
  }

  private static List<Goal> objectives(YamlSection file) {
    List<Goal> goals = new ArrayList<>();
    if (!file.has("objectives")) {
      return goals;
    }
    for (YamlSection each : file.sections("objectives")) {
      each.only("minimize", "maximize");
      if (each.keys().size() != 1) {
        throw new InputException(
            each.node().place() + ": objectives: one of minimize, maximize is wanted");
      }
      goals.add(new Goal(each.text(each.keys().get(0)), each.has("maximize")));
    }
    return goals;
  }

  private static Search search(YamlSection search) {
    search.only("method", "points", "evaluations", "population", "seed", "fidelities");
    String id = search.word("method", Arrays.stream(Method.values()).map(Method::id).toList());
    Method method =
        Arrays.stream(Method.values())
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElseThrow();
    boolean evolves = method == Method.NSGA2 || method == Method.NSGA3;
    return new Search(
        method,
        search.count(
            evolves ? "evaluations" : "points",
            1,
            Long.MAX_VALUE,
            evolves ? Search.STANDARD_EVALUATIONS : Search.STANDARD_SAMPLES),
        search.count("population", 4, 1_000_000, Search.STANDARD_POPULATION),
        search.count("seed", 0, Long.MAX_VALUE, 1),
        search.texts("fidelities"));
  }
}
