package ridgepoint.hardware.library;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import ridgepoint.input.YamlNode;
import ridgepoint.input.YamlReader;

/** The descriptions that ship with the program, as class-path resources below {@code hw/}. */
final class Library {
  private static final String ROOT = "/hw/";
  private static final String INDEX = "index.txt";

  private Library() {}

  /** Resource names by id, in the order of the index: {@code gpu/h100-sxm.yaml}. */
  static Map<String, String> index() {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(open(INDEX), StandardCharsets.UTF_8))) {
      Map<String, String> resources = new LinkedHashMap<>();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          String id = line.substring(line.lastIndexOf('/') + 1).replace(".yaml", "");
          resources.put(id, line.strip());
        }
      }
      return resources;
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  static YamlNode.Mapping read(String resource) {
    try (InputStream stream = open(resource)) {
      return YamlReader.readStream(resource, stream);
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  /** Whether the user names a file, not an id of the library. */
  static boolean isPath(String idOrPath) {
    return idOrPath.contains("/")
        || idOrPath.contains("\\")
        || idOrPath.endsWith(".yaml")
        || idOrPath.endsWith(".yml");
  }

  private static InputStream open(String resource) {
    InputStream stream = Library.class.getResourceAsStream(ROOT + resource);
    if (stream == null) {
      throw new IllegalStateException("hw-configs is not on the class path: no " + resource);
    }
    return stream;
  }
}
