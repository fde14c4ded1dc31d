package ridgepoint.technique;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;
import ridgepoint.input.ShippedFiles;
import ridgepoint.input.YamlNode;
import ridgepoint.input.YamlReader;

/** Techniques: the shipped ones by id or alias, users' own by path. */
public final class TechniqueLibrary {
  private static final ShippedFiles FILES = new ShippedFiles("techniques");

  /** Resource by id and alias; the index has a line per technique: its id, then its aliases. */
  private final Map<String, String> ids = new LinkedHashMap<>();

  private final List<String> canonical = new ArrayList<>();

  public TechniqueLibrary() {
    for (String line : FILES.index()) {
      List<String> names = List.of(line.split("\\s+", -1));
      canonical.add(names.get(0));
      for (String name : names) {
        ids.put(name, names.get(0));
      }
    }
  }

  /** Ids of the shipped techniques. */
  public List<String> ids() {
    return List.copyOf(canonical);
  }

  /**
   * Reads {@code name} or {@code name:key=value,key=value}, where name is an id, an alias or the
   * path of a description.
   *
   * @throws InputException when there is no such technique or parameter, or the file is no valid
   *     description
   */
  public Technique load(String specification) {
    int colon = specification.indexOf(':');
    String name = colon < 0 ? specification : specification.substring(0, colon);
    Map<String, String> settings =
        colon < 0 ? Map.of() : settings(name, specification.substring(colon + 1));
    return TechniqueReader.read(document(name), settings);
  }

  private YamlNode.Mapping document(String name) {
    String id = ids.get(name);
    if (id != null) {
      return FILES.read(id + ".yaml");
    }
    if (name.endsWith(".yaml") || name.endsWith(".yml") || name.contains("/")) {
      return YamlReader.readFile(Path.of(name));
    }
    throw new InputException(
        "unknown technique '"
            + name
            + "'"
            + NearMatch.hint(name, ids.keySet())
            + "; 'ridgepoint techniques' lists them");
  }

  private static Map<String, String> settings(String technique, String text) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String setting : text.split(",", -1)) {
      int equals = setting.indexOf('=');
      if (equals <= 0 || equals == setting.length() - 1) {
        throw new InputException(
            "technique '%s': '%s' is not of the form parameter=value"
                .formatted(technique, setting));
      }
      String name = setting.substring(0, equals).strip();
      if (settings.put(name, setting.substring(equals + 1).strip()) != null) {
        throw new InputException(
            "technique '%s': parameter '%s' is given twice".formatted(technique, name));
      }
    }
    return settings;
  }
}
