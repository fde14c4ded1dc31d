package ridgepoint.hardware.library;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;
import ridgepoint.input.Place;
import ridgepoint.input.YamlNode;

/** Applies what-if values to a description before it is read. */
final class WhatIfs {
  /** What identifies a description cannot be changed: it would be another description. */
  private static final Set<String> FIXED =
      Set.of("schema", "id", "name", "kind", "vendor", "year", "sources", "calibration");

  private WhatIfs() {}

  /** Whether a section is none of a device's values: it cannot be changed. */
  static boolean isFixed(String section) {
    return FIXED.contains(section);
  }

  static YamlNode.Mapping apply(YamlNode.Mapping root, List<WhatIf> whatIfs) {
    YamlNode.Mapping changed = root;
    for (WhatIf whatIf : whatIfs) {
      List<String> path = List.of(whatIf.path().split("\\.", -1));
      if (FIXED.contains(path.get(0))) {
        throw failure(whatIf, "'" + path.get(0) + "' cannot be changed");
      }
      changed = apply(changed, whatIf, path, 0);
    }
    return changed;
  }

  private static YamlNode.Mapping apply(
      YamlNode.Mapping node, WhatIf whatIf, List<String> path, int depth) {
    String key = path.get(depth);
    boolean last = depth == path.size() - 1;
    YamlNode child = node.values().get(key);
    if (last && child == null && key.equals("bandwidth") && hasDirections(node)) {
      return node.without("read_bandwidth")
          .without("write_bandwidth")
          .with("bandwidth", reading(whatIf));
    }
    if (child == null) {
      throw unknown(node, whatIf, path, depth);
    }
    if (child instanceof YamlNode.Sequence) {
      throw failure(whatIf, "'" + prefix(path, depth + 1) + "' is a list; change it in a file");
    }
    if (!last && child instanceof YamlNode.Mapping section && !isReading(section)) {
      return node.with(key, apply(section, whatIf, path, depth + 1));
    }
    if (last && child instanceof YamlNode.Scalar) {
      return node.with(key, new YamlNode.Scalar(whatIf.value(), place(whatIf)));
    }
    if (last && isReading(child)) {
      return node.with(key, reading(whatIf));
    }
    throw last
        ? failure(whatIf, "is a section; it has " + String.join(", ", choices(child)))
        : failure(whatIf, "'" + prefix(path, depth + 1) + "' is a value and has no keys");
  }

  /** A number with its origin, the form every number of a description has. */
  private static boolean isReading(YamlNode node) {
    return node instanceof YamlNode.Mapping mapping && mapping.values().containsKey("value");
  }

  private static boolean hasDirections(YamlNode.Mapping node) {
    return node.values().containsKey("read_bandwidth")
        && node.values().containsKey("write_bandwidth");
  }

  private static YamlNode.Mapping reading(WhatIf whatIf) {
    Place place = place(whatIf);
    Map<String, YamlNode> values = new LinkedHashMap<>();
    values.put("value", new YamlNode.Scalar(whatIf.value(), place));
    values.put("from", new YamlNode.Scalar("user", place));
    values.put("source", new YamlNode.Scalar("--set " + whatIf, place));
    return new YamlNode.Mapping(values, Map.of(), place);
  }

  private static InputException unknown(
      YamlNode.Mapping node, WhatIf whatIf, List<String> path, int depth) {
    List<String> existing = choices(node);
    if (depth == 0) {
      existing.removeAll(FIXED);
    }
    String where = depth == 0 ? "the description" : "'" + prefix(path, depth) + "'";
    return failure(
        whatIf,
        "unknown key '"
            + path.get(depth)
            + "'; "
            + where
            + " has "
            + String.join(", ", existing)
            + NearMatch.hint(path.get(depth), existing));
  }

  private static List<String> choices(YamlNode node) {
    return node instanceof YamlNode.Mapping mapping
        ? new ArrayList<>(mapping.values().keySet())
        : List.of();
  }

  private static String prefix(List<String> path, int length) {
    return String.join(".", path.subList(0, length));
  }

  private static Place place(WhatIf whatIf) {
    return new Place("--set " + whatIf, 0);
  }

  private static InputException failure(WhatIf whatIf, String problem) {
    return new InputException("--set " + whatIf + ": " + problem);
  }
}
