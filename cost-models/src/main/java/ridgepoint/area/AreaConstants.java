package ridgepoint.area;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ridgepoint.input.ShippedFiles;
import ridgepoint.input.YamlNode;
import ridgepoint.input.YamlSection;

/**
 * The numbers of {@code ridgepoint/area/units.yaml}, and of {@code nodes.yaml} how full processes
 * are, by their path in the file, such as {@code cores.scheduler} and {@code fill.n7}.
 *
 * @param values in the units of the files
 * @param adjusted those that are adjusted to published areas
 */
public record AreaConstants(Map<String, Double> values, List<Adjusted> adjusted) {
  static final ShippedFiles FILES = new ShippedFiles("ridgepoint/area");
  static final String FILL = "fill";
  private static final String VALUE = "value";

  public AreaConstants {
    values = Map.copyOf(values);
    adjusted = List.copyOf(adjusted);
  }

  /**
   * A constant that is adjusted to published areas.
   *
   * @param path in its file
   * @param from the value that its source has, in the unit of the file
   * @param spread how far it may be from that: standard deviation of its logarithm
   */
  public record Adjusted(String path, double from, double spread) {}

  /** Those that ship with the program. */
  public static AreaConstants shipped() {
    Map<String, Double> values = new LinkedHashMap<>();
    List<Adjusted> adjusted = new ArrayList<>();
    collect("", YamlSection.of(FILES.read("units.yaml")), values, adjusted);
    YamlSection nodes = YamlSection.of(FILES.read("nodes.yaml")).only("fill", "nodes");
    collect(FILL, nodes.section(FILL), values, adjusted);
    return new AreaConstants(values, adjusted);
  }

  private static void collect(
      String path, YamlSection section, Map<String, Double> values, List<Adjusted> adjusted) {
    for (String key : section.keys()) {
      String inner = path.isEmpty() ? key : path + "." + key;
      if (!(section.required(key) instanceof YamlNode.Mapping)) {
        values.put(inner, section.number(key, 0, 1e6));
      } else if (section.section(key).has(VALUE)) {
        YamlSection constant = section.section(key).only(VALUE, "from", "spread");
        values.put(inner, constant.number(VALUE, 0, 1e6));
        adjusted.add(
            new Adjusted(
                inner, constant.number("from", 1e-9, 1e6), constant.number("spread", 1e-3, 10)));
      } else {
        collect(inner, section.section(key), values, adjusted);
      }
    }
  }

  /** The number at a path of the files. */
  public double of(String path) {
    Double value = values.get(path);
    if (value == null) {
      throw new IllegalStateException("no constant " + path);
    }
    return value;
  }

  /** Whether there is such a number. */
  boolean has(String path) {
    return values.containsKey(path);
  }

  /** The same with some of them changed. */
  public AreaConstants with(Map<String, Double> changed) {
    Map<String, Double> all = new HashMap<>(values);
    all.putAll(changed);
    return new AreaConstants(all, adjusted);
  }
}
