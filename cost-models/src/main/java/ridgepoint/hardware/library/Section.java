package ridgepoint.hardware.library;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import ridgepoint.hardware.Provenance;
import ridgepoint.input.InputException;
import ridgepoint.input.YamlNode;
import ridgepoint.input.YamlSection;
import ridgepoint.number.DataType;
import ridgepoint.quantity.Dimension;
import ridgepoint.quantity.Quantity;

/**
 * One section of a hardware description: what {@link YamlSection} reads, and beyond it quantities
 * with units and origins. Takes note of every value that describes the hardware.
 */
record Section(YamlSection yaml, Readings readings) {

  /** A whole description. */
  static Section of(YamlNode.Mapping document, Readings readings) {
    return new Section(YamlSection.of(document), readings);
  }

  List<String> keys() {
    return yaml.keys();
  }

  boolean has(String key) {
    return yaml.has(key);
  }

  String path(String key) {
    return yaml.path(key);
  }

  /** Refuses keys other than these. */
  Section only(String... allowed) {
    return only(Arrays.asList(allowed));
  }

  Section only(Collection<String> allowed) {
    yaml.only(allowed);
    return this;
  }

  Section section(String key) {
    return new Section(yaml.section(key), readings);
  }

  Optional<Section> optionalSection(String key) {
    return yaml.optionalSection(key).map(section -> new Section(section, readings));
  }

  /** The sections in this one by name, in the order of the file. */
  Map<String, Section> sections() {
    Map<String, Section> sections = new LinkedHashMap<>();
    yaml.sections().forEach((key, section) -> sections.put(key, new Section(section, readings)));
    return sections;
  }

  /** The sections of a list; none when the key is absent. */
  List<Section> sections(String key) {
    return yaml.sections(key).stream().map(section -> new Section(section, readings)).toList();
  }

  String text(String key) {
    return yaml.text(key);
  }

  String text(String key, List<String> choices) {
    return yaml.word(key, choices);
  }

  /** A word that describes the device, such as the name of a design. */
  String word(String key) {
    return noted(key, text(key));
  }

  /** One of some words. */
  String word(String key, List<String> choices) {
    return noted(key, text(key, choices));
  }

  private String noted(String key, String word) {
    readings.addWord(path(key), word);
    return word;
  }

  /** {@code true} or {@code false}. */
  boolean flag(String key) {
    return word(key, List.of("true", "false")).equals("true");
  }

  /** The constant of an enum, written in lower case. */
  <E extends Enum<E>> E choice(String key, Class<E> type) {
    return yaml.constant(key, type);
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
    YamlNode child = yaml.required(key);
    YamlNode value = child;
    Provenance provenance = new Provenance(Provenance.Origin.ASSUMED, "given without a source");
    if (child instanceof YamlNode.Mapping) {
      Section reading = section(key);
      value = reading.yaml.required("value");
      provenance = reading.provenance();
    }
    return noted(key, value, dimension, range, provenance);
  }

  /** A number in a section that says once where all of its numbers came from. */
  double statedQuantity(String key, Dimension dimension, Range range) {
    return noted(key, yaml.required(key), dimension, range, origin());
  }

  private double noted(
      String key, YamlNode value, Dimension dimension, Range range, Provenance provenance) {
    if (!(value instanceof YamlNode.Scalar scalar)) {
      throw failure(key, "a number is wanted, found " + value.description());
    }
    double number = number(key, scalar, dimension);
    if (!range.contains(number)) {
      throw yaml.failure(
          value.place(),
          key,
          scalar.description() + " is impossible; " + range.description() + " is allowed",
          null);
    }
    readings.addNumber(path(key), scalar.text(), value.place(), provenance);
    return number;
  }

  private double number(String key, YamlNode.Scalar scalar, Dimension dimension) {
    try {
      return Quantity.parse(scalar.text(), dimension);
    } catch (InputException exception) {
      throw yaml.failure(scalar.place(), key, exception.getMessage(), exception);
    }
  }

  private Provenance provenance() {
    only("value", "from", "source", "note");
    return origin();
  }

  private Provenance origin() {
    Provenance.Origin origin = choice("from", Provenance.Origin.class);
    String source = readings.citation(text("source"));
    return new Provenance(origin, source, yaml.optionalText("note").orElse(""));
  }

  /** An error about {@code key}, at the value's line. */
  InputException failure(String key, String problem) {
    return yaml.failure(key, problem);
  }
}
