package ridgepoint.hardware.library;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ridgepoint.input.YamlNode;
import ridgepoint.quantity.Dimension;

/** Values of a description as they are written, by path. */
final class DescribedValue {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?\\s*(.*)");

  private DescribedValue() {}

  /** The text of the value at a path: of a scalar, or of the {@code value} of a reading. */
  static Optional<String> at(YamlNode.Mapping tree, String path) {
    YamlNode node = tree;
    for (String key : path.split("\\.", -1)) {
      node = node instanceof YamlNode.Mapping mapping ? mapping.values().get(key) : null;
    }
    if (node instanceof YamlNode.Mapping mapping) {
      node = mapping.values().get("value");
    }
    return node instanceof YamlNode.Scalar scalar ? Optional.of(scalar.text()) : Optional.empty();
  }

  /** What a number measures, by its unit; empty for what is no number. */
  static Optional<Dimension> dimension(String text) {
    Matcher matcher = NUMBER.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String unit = matcher.group(1).strip();
    for (Dimension dimension : Dimension.values()) {
      if (dimension.factors().containsKey(unit)) {
        return Optional.of(dimension);
      }
    }
    return Optional.empty();
  }

  /** Paths of all numbers of a description that can be changed. */
  static List<String> paths(YamlNode.Mapping tree) {
    List<String> paths = new ArrayList<>();
    tree.values()
        .forEach(
            (key, value) -> {
              if (!WhatIfs.isFixed(key)) {
                collect(key, value, paths);
              }
            });
    return paths;
  }

  private static void collect(String path, YamlNode node, List<String> paths) {
    if (node instanceof YamlNode.Mapping mapping) {
      if (mapping.values().containsKey("value")) {
        paths.add(path);
        return;
      }
      for (Map.Entry<String, YamlNode> entry : mapping.values().entrySet()) {
        collect(path + "." + entry.getKey(), entry.getValue(), paths);
      }
    }
  }
}
