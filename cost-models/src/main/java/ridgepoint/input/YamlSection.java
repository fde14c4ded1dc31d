package ridgepoint.input;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  /** In the order of the file. */
  public List<String> keys() {
    return new ArrayList<>(node.values().keySet());
  }

  public boolean has(String key) {
    return node.values().containsKey(key);
  }

  /** Refuses keys other than these. */
  public YamlSection only(String... allowed) {
    return only(Arrays.asList(allowed));
  }

  /** Refuses keys other than these. */
  public YamlSection only(Collection<String> allowed) {
    for (String key : node.values().keySet()) {
      if (!allowed.contains(key)) {
        throw failure(
            node.keyPlaces().getOrDefault(key, node.place()),
            key,
            "unknown key; allowed: " + String.join(", ", allowed) + NearMatch.hint(key, allowed),
            null);
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

  /** The sections in this one by name, in the order of the file. */
  public Map<String, YamlSection> sections() {
    Map<String, YamlSection> sections = new LinkedHashMap<>();
    node.values().forEach((key, child) -> sections.put(key, asSection(key, child)));
    return sections;
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
    return oneOf(key, text(key), words);
  }

  private String oneOf(String key, String text, Collection<String> words) {
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
    return constant(key, text(key), type);
  }

  /** The same, or {@code otherwise} when the key is absent. */
  public <E extends Enum<E>> E constant(String key, Class<E> type, E otherwise) {
    return has(key) ? constant(key, type) : otherwise;
  }

  /** The constants of a list; none when the key is absent. */
  public <E extends Enum<E>> List<E> constants(String key, Class<E> type) {
    return texts(key).stream().map(text -> constant(key, text, type)).toList();
  }

  private <E extends Enum<E>> E constant(String key, String text, Class<E> type) {
    List<String> names =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .toList();
    return type.getEnumConstants()[names.indexOf(oneOf(key, text, names))];
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String key) {
    return word(key, List.of("true", "false")).equals("true");
  }

  /** The same; an absent key means {@code false}. */
  public boolean optionalFlag(String key) {
    return has(key) && flag(key);
  }

  /** A plain number in [least, most]. */
  public double number(String key, double least, double most) {
    String text = text(key);
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException exception) {
      throw failure(key, "'" + text + "' is not a number", exception);
    }
    // Written so that a NaN is refused as well.
    if (!(value >= least && value <= most)) {
      throw failure(key, "must be between %s and %s, found %s".formatted(least, most, text));
    }
    return value;
  }

  /** The same, or {@code otherwise} when the key is absent. */
  public double number(String key, double least, double most, double otherwise) {
    return has(key) ? number(key, least, most) : otherwise;
  }

  /** A whole number in [least, most]; {@code 1_000_000} is allowed too. */
  public long count(String key, long least, long most) {
    String text = text(key);
    long value;
    try {
      value = Long.parseLong(text.replace("_", ""));
    } catch (NumberFormatException exception) {
      throw failure(key, "'" + text + "' is not a whole number", exception);
    }
    if (value < least || value > most) {
      throw failure(key, "must be between %s and %s, found %s".formatted(least, most, text));
    }
    return value;
  }

  /** The same, or {@code otherwise} when the key is absent. */
  public long count(String key, long least, long most, long otherwise) {
    return has(key) ? count(key, least, most) : otherwise;
  }

  /** A whole number in [least, most]. */
  public int count(String key, int least, int most) {
    return (int) count(key, (long) least, (long) most);
  }

  /** The same, or {@code otherwise} when the key is absent. */
  public int count(String key, int least, int most, int otherwise) {
    return has(key) ? count(key, least, most) : otherwise;
  }

  /** An error about {@code key}, at the value's line. */
  public InputException failure(String key, String problem) {
    return failure(key, problem, null);
  }

  /** An error about {@code key}, at the value's line; {@code cause} is what refused the value. */
  public InputException failure(String key, String problem, Throwable cause) {
    YamlNode child = node.values().get(key);
    return failure(child == null ? node.place() : child.place(), key, problem, cause);
  }

  /** An error about {@code key}, at {@code place}; {@code cause} may be null. */
  public InputException failure(Place place, String key, String problem, Throwable cause) {
    return new InputException(place + ": " + path(key) + ": " + problem, cause);
  }

  /** The value of {@code key}, whatever it is. */
  public YamlNode required(String key) {
    YamlNode child = node.values().get(key);
    if (child == null) {
      throw failure(
          key,
          "missing key"
              + NearMatch.of(key, node.values().keySet())
                  .map(found -> " (found '" + found + "')")
                  .orElse(""));
    }
    return child;
  }

  /** The path of {@code key} from the top of the document. */
  public String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
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

  private YamlSection asSection(String key, YamlNode child) {
    if (child instanceof YamlNode.Mapping mapping) {
      return new YamlSection(mapping, path(key));
    }
    throw failure(
        child.place(), key, "a section with keys is wanted, found " + child.description(), null);
  }
}
