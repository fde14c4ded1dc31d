package ridgepoint.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;
import ridgepoint.input.Place;
import ridgepoint.input.YamlNode;

/** Typed access to one section of a model description; errors name file, line and key. */
final class Fields {
  private final YamlNode.Mapping node;
  private final String path;

  Fields(YamlNode.Mapping node, String path) {
    this.node = node;
    this.path = path;
  }

  /** Refuses keys other than these. */
  Fields only(String... allowed) {
    List<String> names = Arrays.asList(allowed);
    for (String key : node.values().keySet()) {
      if (!names.contains(key)) {
        throw new InputException(
            node.keyPlaces().getOrDefault(key, node.place())
                + ": "
                + path(key)
                + ": unknown key"
                + NearMatch.hint(key, names)
                + "; allowed: "
                + String.join(", ", names));
      }
    }
    return this;
  }

  boolean has(String key) {
    return node.values().containsKey(key);
  }

  Fields section(String key) {
    if (required(key) instanceof YamlNode.Mapping mapping) {
      return new Fields(mapping, path(key));
    }
    throw failure(key, "a section with keys is wanted, found " + required(key).description());
  }

  String text(String key) {
    if (required(key) instanceof YamlNode.Scalar scalar && !scalar.text().isBlank()) {
      return scalar.text();
    }
    throw failure(key, "a text is wanted, found " + required(key).description());
  }

  List<String> texts(String key) {
    if (!has(key)) {
      return List.of();
    }
    if (!(required(key) instanceof YamlNode.Sequence list)) {
      throw failure(key, "a list is wanted, found " + required(key).description());
    }
    return list.items().stream()
        .map(
            item -> {
              if (item instanceof YamlNode.Scalar scalar) {
                return scalar.text();
              }
              throw failure(key, "a list of words is wanted, found " + item.description());
            })
        .toList();
  }

  /** One of {@code choices}. */
  String choice(String key, List<String> choices) {
    String text = text(key);
    if (!choices.contains(text)) {
      throw failure(
          key,
          "'%s' is not one of %s%s"
              .formatted(text, String.join(", ", choices), NearMatch.hint(text, choices)));
    }
    return text;
  }

  /** The constant of an enum, written in lower case. */
  <E extends Enum<E>> E choice(String key, Class<E> type) {
    List<String> names =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .toList();
    return type.getEnumConstants()[names.indexOf(choice(key, names))];
  }

  <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
    return has(key) ? choice(key, type) : otherwise;
  }

  boolean flag(String key) {
    return has(key) && choice(key, List.of("true", "false")).equals("true");
  }

  /** A whole number of at least 1 and at most {@code most}. */
  long size(String key, long most) {
    return whole(key, 1, most);
  }

  int size(String key, int most) {
    return (int) whole(key, 1, most);
  }

  /** The same, or {@code otherwise} when the key is not there. */
  long size(String key, long most, long otherwise) {
    return has(key) ? whole(key, 0, most) : otherwise;
  }

  double number(String key, double otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    String text = text(key);
    try {
      double value = Double.parseDouble(text);
      if (value >= 0 && Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException exception) {
      throw new InputException(message(key, "'" + text + "' is not a number"), exception);
    }
    throw failure(key, "must be at least 0 and finite, found " + text);
  }

  private long whole(String key, long least, long most) {
    String text = text(key);
    long value;
    try {
      value = Long.parseLong(text.replace("_", ""));
    } catch (NumberFormatException exception) {
      throw new InputException(message(key, "'" + text + "' is not a whole number"), exception);
    }
    if (value < least || value > most) {
      throw failure(key, "must be between %d and %d, found %s".formatted(least, most, text));
    }
    return value;
  }

  private YamlNode required(String key) {
    YamlNode child = node.values().get(key);
    if (child == null) {
      throw failure(key, "missing key");
    }
    return child;
  }

  private String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private String message(String key, String problem) {
    YamlNode child = node.values().get(key);
    Place place = child == null ? node.place() : child.place();
    return place + ": " + path(key) + ": " + problem;
  }

  InputException failure(String key, String problem) {
    return new InputException(message(key, problem));
  }
}
