package ridgepoint.model.library;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ridgepoint.input.InputException;

/** The fields of a config.json. What is missing is collected, so that one error names all of it. */
final class ConfigFields {
  private static final int MOST_BYTES = 4 << 20;
  private static final int MOST_NESTING = 32;
  private static final int MOST_TEXT = 1 << 16;
  private static final long MOST = 1L << 32;

  private final Path file;
  private final JsonNode node;
  private final List<String> missing;

  private ConfigFields(Path file, JsonNode node, List<String> missing) {
    this.file = file;
    this.node = node;
    this.missing = missing;
  }

  static ConfigFields read(Path file) throws IOException {
    StreamReadConstraints limits =
        StreamReadConstraints.builder()
            .maxNestingDepth(MOST_NESTING)
            .maxStringLength(MOST_TEXT)
            .build();
    byte[] bytes;
    try (InputStream stream = Files.newInputStream(file)) {
      bytes = stream.readNBytes(MOST_BYTES + 1);
    }
    if (bytes.length > MOST_BYTES) {
      throw new InputException(file + ": is larger than 4 MiB; a config.json is a few kilobytes");
    }
    try {
      JsonNode root =
          new ObjectMapper(
                  JsonFactory.builder()
                      .streamReadConstraints(limits)
                      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                      .build())
              .readTree(bytes);
      if (!root.isObject()) {
        throw new InputException(file + ": a JSON object is wanted");
      }
      return new ConfigFields(file, root, new ArrayList<>());
    } catch (StreamConstraintsException exception) {
      throw new InputException(
          file
              + ": is no config.json: nested deeper than "
              + MOST_NESTING
              + " levels, or a text or number longer than any there",
          exception);
    } catch (JsonProcessingException exception) {
      int line = exception.getLocation() == null ? 0 : exception.getLocation().getLineNr();
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s:%d: not valid JSON: %s",
              file,
              line,
              exception.getOriginalMessage().lines().findFirst().orElse("unreadable")),
          exception);
    }
  }

  Path file() {
    return file;
  }

  /** An object within; an empty one when it is not there. Missing fields are collected together. */
  ConfigFields section(String key) {
    JsonNode child = node.path(key);
    return new ConfigFields(file, child.isObject() ? child : MissingNode.getInstance(), missing);
  }

  boolean has(String key) {
    return node.hasNonNull(key);
  }

  JsonNode value(String key) {
    return node.path(key);
  }

  String text(String key, String otherwise) {
    return node.path(key).isTextual() ? node.path(key).textValue() : otherwise;
  }

  boolean flag(String key, boolean otherwise) {
    return node.path(key).isBoolean() ? node.path(key).booleanValue() : otherwise;
  }

  double number(String key, double otherwise) {
    return node.path(key).isNumber() ? node.path(key).doubleValue() : otherwise;
  }

  /** A size under the first of these names that is there; noted as missing when none is. */
  long size(String... names) {
    for (String name : names) {
      if (has(name)) {
        return checked(name);
      }
    }
    missing.add(String.join(" or ", names));
    return 1;
  }

  /** A size, or {@code otherwise} when the field is not there. */
  long sizeOr(String name, long otherwise) {
    return has(name) ? checked(name) : otherwise;
  }

  int count(String... names) {
    return (int) Math.min(Integer.MAX_VALUE, size(names));
  }

  int countOr(String name, int otherwise) {
    return (int) Math.min(Integer.MAX_VALUE, sizeOr(name, otherwise));
  }

  private long checked(String name) {
    JsonNode value = node.get(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new InputException(
          "%s: %s: a whole number is wanted, found %s".formatted(file, name, excerpt(value)));
    }
    if (value.longValue() < 0 || value.longValue() > MOST) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s: %s: must be between 0 and %d, found %d",
              file,
              name,
              MOST,
              value.longValue()));
    }
    return value.longValue();
  }

  private static String excerpt(JsonNode value) {
    String text = value.toString();
    return text.length() > 40 ? text.substring(0, 40) + "..." : text;
  }

  /** Names of {@code keys} that are not there. */
  List<String> absent(List<String> keys) {
    return keys.stream().filter(key -> !has(key)).toList();
  }

  /**
   * @throws InputException naming every field that was wanted and not there
   */
  void refuseMissing(String architecture) {
    if (!missing.isEmpty()) {
      throw new InputException(
          "%s: %s needs fields that are missing: %s"
              .formatted(file, architecture, String.join(", ", missing)));
    }
  }

  InputException failure(String key, String problem) {
    return new InputException(file + ": " + key + ": " + problem);
  }
}
