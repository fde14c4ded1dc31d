package ridgepoint.model.library;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;
import ridgepoint.input.ShippedFiles;
import ridgepoint.model.ModelSpec;

/** Models: the built-in ones by id or alias, users' own by path. */
public final class ModelLibrary {
  private static final ShippedFiles FILES = new ShippedFiles("models");

  private ModelLibrary() {}

  /** Ids of the built-in models, by family and size. */
  public static List<String> ids() {
    return FILES.index();
  }

  /**
   * A built-in model by id or by another name it is known under (any case), or a user's file: YAML,
   * a Hugging Face config.json or the folder that holds it, a safetensors or a GGUF header.
   *
   * @throws InputException when there is no such model or the file is not a valid description
   */
  public static ModelSpec load(String idOrPath) {
    return open(idOrPath).model();
  }

  /** The same, with what a file says about how its weights are stored. */
  public static Checkpoint open(String idOrPath) {
    List<String> ids = ids();
    String wanted = idOrPath.strip().toLowerCase(Locale.ROOT);
    if (ids.contains(wanted)) {
      return Checkpoint.of(builtIn(wanted));
    }
    // Only the few files that mention the name are parsed, to keep the start short.
    for (String id : ids) {
      if (FILES.text(id + ".yaml").toLowerCase(Locale.ROOT).contains(wanted)) {
        ModelSpec model = builtIn(id);
        if (model.publication().aliases().stream().anyMatch(wanted::equalsIgnoreCase)) {
          return Checkpoint.of(model);
        }
      }
    }
    if (exists(idOrPath)) {
      return ModelFile.read(idOrPath);
    }
    throw unknown(idOrPath, ids);
  }

  private static ModelSpec builtIn(String id) {
    return ModelReader.read(FILES.read(id + ".yaml"));
  }

  private static boolean exists(String path) {
    try {
      return !path.isBlank() && Files.exists(Path.of(path));
    } catch (InvalidPathException exception) {
      return false;
    }
  }

  private static InputException unknown(String name, List<String> ids) {
    String shown = name.length() > 100 ? name.substring(0, 100) + "..." : name;
    String last = shown.substring(shown.lastIndexOf('/') + 1);
    return new InputException(
        "no model or file '"
            + shown
            + "'"
            + NearMatch.hint(last, ids)
            + "; 'ridgepoint models' lists the models; a file may be YAML, config.json, safetensors"
            + " or GGUF");
  }
}
