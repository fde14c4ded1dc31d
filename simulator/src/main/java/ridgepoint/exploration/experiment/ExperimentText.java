package ridgepoint.exploration.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ridgepoint.exploration.space.Axis;
import ridgepoint.exploration.space.Values;

/** Writes experiments so that {@link ExperimentReader} reads the same: JSON, which is YAML too. */
public final class ExperimentText {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ExperimentText() {}

  /** The whole experiment on one line; equal experiments have equal texts. */
  public static String of(Experiment experiment) {
    Map<String, Object> text = new LinkedHashMap<>();
    text.put("schema", ExperimentReader.SCHEMA);
    text.put("name", experiment.name());
    text.put("base", experiment.base());
    Map<String, Object> axes = new LinkedHashMap<>();
    experiment.axes().forEach(axis -> axes.put(axis.target(), axis(axis)));
    text.put("axes", axes);
    text.put("linked", experiment.linked());
    text.put("derived", experiment.derived());
    text.put("constraints", experiment.constraints());
    List<Map<String, String>> goals = new ArrayList<>();
    for (Experiment.Goal goal : experiment.objectives()) {
      goals.add(Map.of(goal.maximized() ? "maximize" : "minimize", goal.formula()));
    }
    text.put("objectives", goals);
    text.put("search", search(experiment.search()));
    try {
      return JSON.writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> axis(Axis axis) {
    Map<String, Object> text = new LinkedHashMap<>();
    if (axis.values() instanceof Values.Interval interval) {
      text.put("from", interval.from() + interval.unit());
      text.put("to", interval.to() + interval.unit());
      text.put("points", interval.count());
      text.put("scale", interval.logarithmic() ? "log" : "linear");
    } else if (axis.values() instanceof Values.Listed listed) {
      text.put("values", listed.texts());
    }
    text.put("scales", axis.scales());
    return text;
  }

  private static Map<String, Object> search(Search search) {
    Map<String, Object> text = new LinkedHashMap<>();
    text.put("method", search.method().id());
    boolean evolves =
        search.method() == Search.Method.NSGA2 || search.method() == Search.Method.NSGA3;
    if (search.points() > 0) {
      text.put(evolves ? "evaluations" : "points", search.points());
    }
    if (search.population() > 0) {
      text.put("population", search.population());
    }
    text.put("seed", search.seed());
    text.put("fidelities", search.fidelities());
    return text;
  }
}
