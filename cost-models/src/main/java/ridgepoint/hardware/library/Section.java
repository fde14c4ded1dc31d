package ridgepoint.hardware.library;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import ridgepoint.hardware.Provenance;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;
import ridgepoint.input.Place;
import ridgepoint.input.YamlNode;
import ridgepoint.number.DataType;
import ridgepoint.quantity.Dimension;
import ridgepoint.quantity.Quantity;

/** One section of a description: typed access to its keys, and errors that name file and line. */
final class Section {
  private final YamlNode.Mapping node;
  private final String path;
  private final Readings readings;

  Section(YamlNode.Mapping node, String path, Readings readings) {
    this.node = node;
    this.path = path;
    this.readings = readings;
  }

  Readings readings() {
    return readings;
  }

  Place place() {
    return node.place();
  }

  List<String> keys() {
    return new ArrayList<>(node.values().keySet());
  }

  boolean has(String key) {
    return node.values().containsKey(key);
  }

  String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** Refuses keys other than these. */
  Section only(String... allowed) {
    return only(Arrays.asList(allowed));
  }

  Section only(Collection<String> allowed) {
    for (String key : node.values().keySet()) {
      if (!allowed.contains(key)) {
        throw new InputException(
            node.keyPlaces().getOrDefault(key, node.place())
                + ": "
                + path(key)
                + ": unknown key; allowed: "
                + String.join(", ", allowed)
                + NearMatch.hint(key, allowed));
      }
    }
    return this;
  }

  Section section(String key) {
    return asSection(key, required(key));
  }

  Optional<Section> optionalSection(String key) {
    return Optional.ofNullable(node.values().get(key)).map(child -> asSection(key, child));
  }

  /** The sections in this one by name, in the order of the file. */
  Map<String, Section> sections() {
    Map<String, Section> sections = new LinkedHashMap<>();
    node.values().forEach((key, child) -> sections.put(key, asSection(key, child)));
    return sections;
  }

  String text(String key) {
    YamlNode child = required(key);
    if (child instanceof YamlNode.Scalar scalar && !scalar.text().isBlank()) {
      return scalar.text();
    }
    throw failure(key, "a text is wanted, found " + child.description());
  }

  /** A word that describes the device, such as the name of a design. */
  String word(String key) {
    String word = text(key);
    readings.addWord(path(key), word);
    return word;
  }

  /** One of some words. */
  String word(String key, List<String> choices) {
    String word = text(key, choices);
    readings.addWord(path(key), word);
    return word;
  }

  String text(String key, List<String> choices) {
    String text = text(key);
    if (!choices.contains(text)) {
      throw failure(
          key,
          "'"
              + text
              + "' is not one of "
              + String.join(", ", choices)
              + NearMatch.hint(text, choices));
    }
    return text;
  }

  /** {@code true} or {@code false}. */
  boolean flag(String key) {
    return word(key, List.of("true", "false")).equals("true");
  }

  /** The constant of an enum, written in lower case. */
  <E extends Enum<E>> E choice(String key, Class<E> type) {
    List<String> names =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .toList();
    return type.getEnumConstants()[names.indexOf(text(key, names))];
  }

  /** A year of the computer age. */
  int year(String key) {
    String text = text(key);
    if (!text.matches("(19[7-9]|20\\d)\\d")) {
      throw failure(key, "a year from 1970 to 2099 is wanted, found '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  int count(String key, Range range) {
    double value = quantity(key, Dimension.COUNT, range);
    if (value != Math.rint(value) || value > Integer.MAX_VALUE) {
      throw failure(key, "a whole number is wanted, found " + value);
    }
    return (int) value;
  }

  OptionalDouble optionalQuantity(String key, Dimension dimension, Range range) {
    return has(key) ? OptionalDouble.of(quantity(key, dimension, range)) : OptionalDouble.empty();
  }

  /** A number by data type; the keys are names of data types. */
  Map<DataType, Double> byDataType(String key, Dimension dimension, Range range) {
    Map<DataType, Double> values = new EnumMap<>(DataType.class);
    List<String> names = Arrays.stream(DataType.values()).map(DataType::id).toList();
    optionalSection(key)
        .ifPresent(
            section -> {
              section.only(names);
              for (String name : section.keys()) {
                values.put(
                    DataType.parse(name).orElseThrow(), section.quantity(name, dimension, range));
              }
            });
    return values;
  }

  /** A number in the base unit of its dimension; notes where it stands and came from. */
  double quantity(String key, Dimension dimension, Range range) {
    YamlNode child = required(key);
    Optional<Section> reading =
        child instanceof YamlNode.Mapping mapping
            ? Optional.of(new Section(mapping, path(key), readings))
            : Optional.empty();
    YamlNode value = reading.map(section -> section.required("value")).orElse(child);
    Provenance provenance =
        reading
            .map(Section::provenance)
            .orElseGet(() -> new Provenance(Provenance.Origin.ASSUMED, "given without a source"));
    if (!(value instanceof YamlNode.Scalar scalar)) {
      throw failure(key, "a number is wanted, found " + value.description());
    }
    double number;
    try {
      number = Quantity.parse(scalar.text(), dimension);
    } catch (InputException exception) {
      throw new InputException(
          value.place() + ": " + path(key) + ": " + exception.getMessage(), exception);
    }
    if (!range.contains(number)) {
      throw new InputException(
          value.place()
              + ": "
              + path(key)
              + ": "
              + scalar.description()
              + " is impossible; "
              + range.description()
              + " is allowed");
    }
    readings.addNumber(path(key), scalar.text(), value.place(), provenance);
    return number;
  }

  private Provenance provenance() {
    only("value", "from", "source", "note");
    Provenance.Origin origin = choice("from", Provenance.Origin.class);
    String source = readings.citation(text("source"));
    return new Provenance(origin, source, has("note") ? text("note") : "");
  }

  private YamlNode required(String key) {
    YamlNode child = node.values().get(key);
    if (child == null) {
      throw new InputException(
          node.place()
              + ": "
              + path(key)
              + ": missing key"
              + NearMatch.of(key, node.values().keySet())
                  .map(near -> " (found '" + near + "')")
                  .orElse(""));
    }
    return child;
  }

  private Section asSection(String key, YamlNode child) {
    if (child instanceof YamlNode.Mapping mapping) {
      return new Section(mapping, path(key), readings);
    }
    throw failure(key, "a section with keys is wanted, found " + child.description());
  }

  /** An error about {@code key}, at the value's line. */
  InputException failure(String key, String problem) {
    YamlNode child = node.values().get(key);
    Place place = child == null ? node.place() : child.place();
    return new InputException(place + ": " + path(key) + ": " + problem);
  }
}
