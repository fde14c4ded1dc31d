package ridgepoint.model.library;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import ridgepoint.input.InputException;

/**
 * The header of a safetensors file: 8 bytes of little-endian length, then JSON with type, shape and
 * place of every tensor. The tensors themselves are not read.
 */
final class SafetensorsHeader {
  /** The format's own limit. */
  private static final long MOST_BYTES = 100_000_000;

  private static final int MOST_TENSORS = 200_000;
  private static final int MOST_NESTING = 8;
  private static final int MOST_DIMENSIONS = 16;

  private static final Map<String, Double> ELEMENT_BYTES = elementBytes();

  private SafetensorsHeader() {}

  private static Map<String, Double> elementBytes() {
    Map<String, Double> bytes = new LinkedHashMap<>();
    for (String type : List.of("F64", "I64", "U64")) {
      bytes.put(type, 8.0);
    }
    for (String type : List.of("F32", "I32", "U32")) {
      bytes.put(type, 4.0);
    }
    for (String type : List.of("F16", "BF16", "I16", "U16")) {
      bytes.put(type, 2.0);
    }
    for (String type : List.of("F8_E4M3", "F8_E5M2", "F8_E8M0", "I8", "U8", "BOOL")) {
      bytes.put(type, 1.0);
    }
    bytes.put("F4", 0.5);
    return bytes;
  }

  /** Whether a file starts with a length and a JSON object. */
  static boolean isSafetensors(byte[] start) {
    return start.length > Long.BYTES && start[Long.BYTES] == '{';
  }

  /**
   * @throws InputException when the header is cut short, too long, malformed or contradicts itself
   */
  static List<StoredTensor> read(Path file) throws IOException {
    long size = Files.size(file);
    try (InputStream stream = Files.newInputStream(file)) {
      long length = ModelFile.length(stream.readNBytes(Long.BYTES), 0);
      if (length > Math.min(MOST_BYTES, size - Long.BYTES)) {
        throw new InputException(
            String.format(
                Locale.ROOT,
                "%s: safetensors header says it is %s bytes long, the file has %d after it begins"
                    + " and %d are allowed",
                file,
                length == Long.MAX_VALUE ? "over 2^63" : Long.toString(length),
                size - Long.BYTES,
                MOST_BYTES));
      }
      byte[] header = stream.readNBytes((int) length);
      return parse(file, header, size - Long.BYTES - length);
    } catch (JsonProcessingException exception) {
      throw new InputException(
          file
              + ": safetensors header is not valid JSON: "
              + exception.getOriginalMessage().lines().findFirst().orElse("unreadable"),
          exception);
    }
  }

  private static List<StoredTensor> parse(Path file, byte[] header, long dataBytes)
      throws IOException {
    StreamReadConstraints limits =
        StreamReadConstraints.builder().maxNestingDepth(MOST_NESTING).build();
    JsonFactory factory = JsonFactory.builder().streamReadConstraints(limits).build();
    List<StoredTensor> tensors = new ArrayList<>();
    try (JsonParser parser = factory.createParser(new ByteArrayInputStream(header))) {
      expect(file, parser.nextToken() == JsonToken.START_OBJECT, "an object is wanted");
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        boolean isObject = parser.nextToken() == JsonToken.START_OBJECT;
        if (name.equals("__metadata__")) {
          parser.skipChildren();
          continue;
        }
        expect(file, isObject, "tensor " + shortened(name) + " is not an object");
        expect(file, tensors.size() < MOST_TENSORS, "more than " + MOST_TENSORS + " tensors");
        tensors.add(tensor(file, name, parser, dataBytes));
      }
    }
    expect(file, !tensors.isEmpty(), "no tensors");
    return tensors;
  }

  private static StoredTensor tensor(Path file, String name, JsonParser parser, long dataBytes)
      throws IOException {
    String type = "";
    List<Long> shape = null;
    List<Long> offsets = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      parser.nextToken();
      switch (key) {
        case "dtype" -> type = parser.getText();
        case "shape" -> shape = numbers(file, name, parser);
        case "data_offsets" -> offsets = numbers(file, name, parser);
        default -> parser.skipChildren();
      }
    }
    String tensor = "tensor " + shortened(name);
    expect(
        file,
        shape != null && offsets != null && offsets.size() == 2,
        tensor + " lacks shape or data_offsets");
    Double elementBytes = ELEMENT_BYTES.get(type);
    expect(file, elementBytes != null, tensor + " has the unknown dtype " + shortened(type));
    double elements = 1;
    for (long dimension : shape) {
      elements *= dimension;
    }
    long bytes = offsets.get(1) - offsets.get(0);
    expect(
        file,
        offsets.get(0) >= 0 && bytes >= 0 && offsets.get(1) <= dataBytes,
        tensor + " lies outside the file (cut short?)");
    expect(
        file,
        elements * elementBytes == bytes,
        String.format(
            Locale.ROOT,
            "%s has %d bytes, its shape and type make %.0f",
            tensor,
            bytes,
            elements * elementBytes));
    long first = shape.isEmpty() ? 1 : shape.get(0);
    long last = shape.isEmpty() ? 1 : shape.get(shape.size() - 1);
    return new StoredTensor(name, type, elements, first, last, bytes);
  }

  private static List<Long> numbers(Path file, String name, JsonParser parser) throws IOException {
    String tensor = "tensor " + shortened(name);
    expect(
        file,
        parser.currentToken() == JsonToken.START_ARRAY,
        tensor + " has no list where one is wanted");
    List<Long> numbers = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      boolean isWhole = parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
      expect(
          file,
          isWhole && numbers.size() < MOST_DIMENSIONS,
          tensor + " has an impossible shape or place");
      long number = parser.getLongValue();
      expect(file, number >= 0, tensor + " has a negative size");
      numbers.add(number);
    }
    return numbers;
  }

  private static String shortened(String name) {
    return "'" + (name.length() > 60 ? name.substring(0, 60) + "..." : name) + "'";
  }

  private static void expect(Path file, boolean holds, String problem) {
    if (!holds) {
      throw new InputException(file + ": safetensors header: " + problem);
    }
  }
}
