package ridgepoint.input;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A YAML value that knows where it stands. Immutable; mappings keep the order of the file. */
public sealed interface YamlNode {

  Place place();

  /** What it is, in words for an error: {@code the text 'x'}, {@code a list}, {@code a section}. */
  String description();

  /** A number, a text or a boolean, unparsed. */
  record Scalar(String text, Place place) implements YamlNode {
    @Override
    public String description() {
      return "'" + (text.length() > 60 ? text.substring(0, 60) + "..." : text) + "'";
    }
  }

  /** A list. */
  record Sequence(List<YamlNode> items, Place place) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String description() {
      return "a list";
    }
  }

  /**
   * Keys with values.
   *
   * @param keyPlaces where each key stands
   */
  record Mapping(Map<String, YamlNode> values, Map<String, Place> keyPlaces, Place place)
      implements YamlNode {
    public Mapping {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
      keyPlaces = Collections.unmodifiableMap(new LinkedHashMap<>(keyPlaces));
    }

    @Override
    public String description() {
      return "a section";
    }

    /** This mapping with {@code key} set to {@code value}; a new key goes last. */
    public Mapping with(String key, YamlNode value) {
      Map<String, YamlNode> changed = new LinkedHashMap<>(values);
      Map<String, Place> places = new LinkedHashMap<>(keyPlaces);
      changed.put(key, value);
      places.put(key, value.place());
      return new Mapping(changed, places, place);
    }

    /** This mapping without {@code key}. */
    public Mapping without(String key) {
      Map<String, YamlNode> changed = new LinkedHashMap<>(values);
      changed.remove(key);
      return new Mapping(changed, keyPlaces, place);
    }
  }
}
