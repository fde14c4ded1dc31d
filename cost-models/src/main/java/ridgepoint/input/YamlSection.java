package ridgepoint.input;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One mapping of a YAML document with typed access to its keys. Every failure is an {@link
 * InputException} that names file, line and key path, what was found and what is allowed.
 *
 * @param path of this section in the document, such as {@code claims[0]}; empty for the whole
 */
public record YamlSection(YamlNode.Mapping node, String path) {

  /** The whole document. */
  public static YamlSection of(YamlNode.Mapping document) {
    return new YamlSection(document, "");
  }

  public List<String> keys() {
    return new ArrayList<>(node.values().keySet());
  }

  public boolean has(String key) {
    return node.values().containsKey(key);
  }

  /** Refuses keys other than these. */
  public YamlSection only(String... allowed) {
    List<String> names = Arrays.asList(allowed);
    for (String key : node.values().keySet()) {
      if (!names.contains(key)) {
        throw new InputException(
            "%s: %s: unknown key; allowed: %s%s"
                .formatted(
                    node.keyPlaces().getOrDefault(key, node.place()),
                    path(key),
                    String.join(", ", names),
                    NearMatch.hint(key, names)));
      }
    }
    return this;
  }

  public YamlSection section(String key) {
    return asSection(key, required(key));
  }

  public Optional<YamlSection> optionalSection(String key) {
    return has(key) ? Optional.of(section(key)) : Optional.empty();
  }

  /** The items of a list of sections; none when the key is absent. */
  public List<YamlSection> sections(String key) {
    List<YamlSection> sections = new ArrayList<>();
    List<YamlNode> items = items(key);
    for (int i = 0; i < items.size(); i++) {
      sections.add(asSection(key + "[" + i + "]", items.get(i)));
    }
    return sections;
  }

  /** The items of a list of texts; none when the key is absent. */
  public List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (YamlNode item : items(key)) {
      if (!(item instanceof YamlNode.Scalar scalar)) {
        throw failure(key, "a list of texts is wanted, found " + item.description() + " in it");
      }
      texts.add(scalar.text());
    }
    return texts;
  }

  public String text(String key) {
    YamlNode child = required(key);
    if (child instanceof YamlNode.Scalar scalar && !scalar.text().isBlank()) {
      return scalar.text().strip();
    }
    throw failure(key, "a text is wanted, found " + child.description());
  }

  public Optional<String> optionalText(String key) {
    return has(key) ? Optional.of(text(key)) : Optional.empty();
  }

  /** One of the given words. */
  public String word(String key, Collection<String> words) {
    String text = text(key);
    if (!words.contains(text)) {
      throw failure(
          key,
          "'%s' is not one of %s%s"
              .formatted(text, String.join(", ", words), NearMatch.hint(text, words)));
    }
    return text;
  }

  /** The constant of an enum, written in lower case. */
  public <E extends Enum<E>> E constant(String key, Class<E> type) {
    List<String> names =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .toList();
    return type.getEnumConstants()[names.indexOf(word(key, names))];
  }

  public boolean flag(String key) {
    return word(key, List.of("true", "false")).equals("true");
  }

  /** A plain number in [least, most]. */
  public double number(String key, double least, double most) {
    String text = text(key);
    try {
      double value = Double.parseDouble(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException exception) {
      throw failure(key, "a number is wanted, found '" + text + "'");
    }
    throw failure(key, "'%s' is impossible; %s to %s is allowed".formatted(text, least, most));
  }

  /** A whole number in [least, most]. */
  public long count(String key, long least, long most) {
    String text = text(key);
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException exception) {
      throw failure(key, "a whole number is wanted, found '" + text + "'");
    }
    throw failure(key, "'%s' is impossible; %d to %d is allowed".formatted(text, least, most));
  }

  /** An error about {@code key}, at the value's line. */
  public InputException failure(String key, String problem) {
    YamlNode child = node.values().get(key);
    Place place = child == null ? node.place() : child.place();
    return new InputException(place + ": " + path(key) + ": " + problem);
  }

  private List<YamlNode> items(String key) {
    YamlNode child = node.values().get(key);
    if (child == null) {
      return List.of();
    }
    if (child instanceof YamlNode.Sequence sequence) {
      return sequence.items();
    }
    throw failure(key, "a list is wanted, found " + child.description());
  }

  private YamlNode required(String key) {
    YamlNode child = node.values().get(key);
    if (child == null) {
      String near =
          NearMatch.of(key, node.values().keySet())
              .map(found -> " (found '" + found + "')")
              .orElse("");
      throw new InputException(node.place() + ": " + path(key) + ": missing key" + near);
    }
    return child;
  }

  private YamlSection asSection(String key, YamlNode child) {
    if (child instanceof YamlNode.Mapping mapping) {
      return new YamlSection(mapping, path(key));
    }
    throw new InputException(
        child.place()
            + ": "
            + path(key)
            + ": a section with keys is wanted, found "
            + child.description());
  }

  private String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
