package ridgepoint.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;
import ridgepoint.input.YamlReader;

/** Models: the built-in ones by id or alias, users' own by path. */
public final class ModelLibrary {
  private static final String ROOT = "/models/";

  private ModelLibrary() {}

  /** Ids of the built-in models, by family and size. */
  public static List<String> ids() {
    return text("index.txt").lines().filter(line -> !line.isBlank()).toList();
  }

  /**
   * A built-in model by id or by another name it is known under (any case), or a user's file.
   *
   * @throws InputException when there is no such model or the file is not a valid description
   */
  public static ModelSpec load(String idOrPath) {
    List<String> ids = ids();
    String wanted = idOrPath.strip().toLowerCase(Locale.ROOT);
    if (ids.contains(wanted)) {
      return builtIn(wanted);
    }
    // Only the few files that mention the name are parsed, to keep the start short.
    for (String id : ids) {
      if (text(id + ".yaml").toLowerCase(Locale.ROOT).contains(wanted)) {
        ModelSpec model = builtIn(id);
        if (model.publication().aliases().stream().anyMatch(wanted::equalsIgnoreCase)) {
          return model;
        }
      }
    }
    if (isPath(idOrPath)) {
      return file(idOrPath);
    }
    throw unknown(idOrPath, ids);
  }

  private static ModelSpec builtIn(String id) {
    String resource = id + ".yaml";
    return ModelReader.read(YamlReader.readText("models/" + resource, text(resource)));
  }

  private static boolean isPath(String text) {
    return text.contains("/") || text.contains("\\") || text.matches(".*\\.[a-zA-Z]{2,}");
  }

  private static ModelSpec file(String path) {
    try {
      return ModelReader.read(YamlReader.readFile(Path.of(path)));
    } catch (InvalidPathException exception) {
      throw new InputException("'" + path + "' is not a path: " + exception.getReason(), exception);
    }
  }

  private static InputException unknown(String name, List<String> ids) {
    return new InputException(
        "unknown model '"
            + name
            + "'"
            + NearMatch.hint(name, ids)
            + "; 'ridgepoint models' lists them, a path to a YAML file, config.json, .safetensors or .gguf works too");
  }

  private static String text(String resource) {
    try (InputStream stream = ModelLibrary.class.getResourceAsStream(ROOT + resource)) {
      if (stream == null) {
        throw new IllegalStateException("no resource " + ROOT + resource);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }
}
