package ridgepoint.technique;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;
import ridgepoint.input.YamlNode;
import ridgepoint.input.YamlReader;

/** Techniques: the shipped ones by id or alias, users' own by path. */
public final class TechniqueLibrary {
  private static final String ROOT = "/techniques/";

  /** Resource by id and alias; the index has a line per technique: its id, then its aliases. */
  private final Map<String, String> ids = new LinkedHashMap<>();

  private final List<String> canonical = new ArrayList<>();

  public TechniqueLibrary() {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(open("index.txt"), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] names = line.strip().split("\\s+");
        canonical.add(names[0]);
        for (String name : names) {
          ids.put(name, names[0]);
        }
      }
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
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
      String resource = id + ".yaml";
      try (InputStream stream = open(resource)) {
        return YamlReader.readStream("techniques/" + resource, stream);
      } catch (IOException exception) {
        throw new UncheckedIOException(exception);
      }
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

  private static InputStream open(String resource) {
    InputStream stream = TechniqueLibrary.class.getResourceAsStream(ROOT + resource);
    if (stream == null) {
      throw new IllegalStateException("no resource " + ROOT + resource);
    }
    return stream;
  }
}
