package ridgepoint.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Descriptions that ship with the program: class-path resources below one folder.
 *
 * @param folder from the root of the class path, such as {@code models}
 */
public record ShippedFiles(String folder) {
  private static final String INDEX = "index.txt";

  /** The lines of the folder's index, without empty ones and comments. */
  public List<String> index() {
    return text(INDEX)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }

  /** A file's whole text. */
  public String text(String name) {
    String resource = "/" + folder + "/" + name;
    try (InputStream stream = ShippedFiles.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("not on the class path: " + resource);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException exception) {
      throw new UncheckedIOException(resource, exception);
    }
  }

  /** A file as YAML; errors call it by folder and name. */
  public YamlNode.Mapping read(String name) {
    return YamlReader.readText(folder + "/" + name, text(name));
  }
}
