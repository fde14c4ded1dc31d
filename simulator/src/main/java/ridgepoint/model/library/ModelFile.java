package ridgepoint.model.library;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import ridgepoint.input.InputException;
import ridgepoint.input.YamlReader;

/** A user's model file: what kind it is, told by its content, and what it says. */
final class ModelFile {
  private static final int SNIFFED = 16;
  private static final String CONFIG = "config.json";

  private ModelFile() {}

  /**
   * Reads YAML, Hugging Face config.json, a safetensors or a GGUF header, or a folder that holds a
   * config.json.
   *
   * @throws InputException when it is none of them or cannot be used
   */
  static Checkpoint read(String name) {
    Path file = path(name);
    if (Files.isDirectory(file)) {
      file = file.resolve(CONFIG);
    }
    if (!Files.exists(file)) {
      throw new InputException(file + ": no such file");
    }
    try {
      byte[] start = start(file);
      if (start.length == 0) {
        throw new InputException(file + ": is empty");
      }
      if (GgufHeader.isGguf(start)) {
        return GgufModel.read(file);
      }
      if (SafetensorsHeader.isSafetensors(start)) {
        return SafetensorsModel.read(file);
      }
      if (firstVisible(start) == '{') {
        return HuggingFaceConfig.read(file);
      }
      if (isText(start)) {
        return Checkpoint.of(ModelReader.read(YamlReader.readFile(file)));
      }
      throw new InputException(
          file + ": is no model description: YAML, config.json, safetensors and GGUF are known");
    } catch (IOException exception) {
      throw new InputException(file + ": cannot be read: " + exception.getMessage(), exception);
    }
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException exception) {
      throw new InputException("'" + name + "' is not a path: " + exception.getReason(), exception);
    }
  }

  private static byte[] start(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return stream.readNBytes(SNIFFED);
    }
  }

  private static char firstVisible(byte[] bytes) {
    for (byte each : bytes) {
      if (!Character.isWhitespace(each)) {
        return (char) each;
      }
    }
    return ' ';
  }

  private static boolean isText(byte[] bytes) {
    for (byte each : bytes) {
      boolean isControl = each >= 0 && each < ' ';
      if (isControl && !Character.isWhitespace(each)) {
        return false;
      }
    }
    return true;
  }

  /** The config.json beside a weights file, if there is one. */
  static Path configBeside(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? Path.of(CONFIG) : folder.resolve(CONFIG);
  }

  /** An unsigned little-endian 64-bit number; what does not fit becomes the largest long. */
  static long length(byte[] bytes, int offset) {
    long value = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(offset);
    return value < 0 ? Long.MAX_VALUE : value;
  }
}
