package ridgepoint.model.library;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import ridgepoint.input.InputException;

/**
 * The header of a GGUF file, versions 2 and 3: metadata and the list of tensors (ggml's gguf
 * specification). The tensors themselves are not read; of arrays only the length and whether all
 * numbers are equal is kept.
 *
 * @param texts metadata values that are texts
 * @param numbers metadata values that are numbers or booleans; of a list of equal numbers, that
 *     number
 * @param lengths lengths of metadata lists
 */
record GgufHeader(
    Map<String, String> texts,
    Map<String, Double> numbers,
    Map<String, Long> lengths,
    List<StoredTensor> tensors) {
  private static final int LONGEST_TEXT = 1 << 20;
  private static final long MOST_ENTRIES = 1 << 16;
  private static final long MOST_TENSORS = 200_000;
  private static final long LONGEST_LIST = 1 << 24;
  private static final int MOST_DIMENSIONS = 4;

  private static final int TEXT = 8;
  private static final int LIST = 9;

  /** Whether a file starts with GGUF's magic number. */
  static boolean isGguf(byte[] start) {
    return start.length >= 4
        && start[0] == 'G'
        && start[1] == 'G'
        && start[2] == 'U'
        && start[3] == 'F';
  }

  /**
   * @throws InputException when the header is cut short, too long or malformed
   */
  static GgufHeader read(Path file) throws IOException {
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
      return new Reader(file, stream).header();
    } catch (EOFException exception) {
      throw new InputException(file + ": GGUF header is cut short", exception);
    }
  }

  /** Reads little-endian values in order. */
  private record Reader(Path file, InputStream stream) {

    private GgufHeader header() throws IOException {
      whole(4);
      long version = whole(4);
      if (version != 2 && version != 3) {
        throw failure("version " + version + " is not 2 or 3");
      }
      long tensorCount = limited("tensors", whole(8), MOST_TENSORS);
      long entries = limited("metadata entries", whole(8), MOST_ENTRIES);
      Map<String, String> texts = new LinkedHashMap<>();
      Map<String, Double> numbers = new LinkedHashMap<>();
      Map<String, Long> lengths = new LinkedHashMap<>();
      for (long i = 0; i < entries; i++) {
        String key = text();
        int type = (int) whole(4);
        switch (type) {
          case TEXT -> texts.put(key, text());
          case LIST -> list(key, numbers, lengths);
          default -> numbers.put(key, number(type));
        }
      }
      List<StoredTensor> tensors = new ArrayList<>();
      for (long i = 0; i < tensorCount; i++) {
        tensors.add(tensor());
      }
      return new GgufHeader(texts, numbers, lengths, tensors);
    }

    private void list(String key, Map<String, Double> numbers, Map<String, Long> lengths)
        throws IOException {
      int type = (int) whole(4);
      long length = limited("entries of " + shortened(key), whole(8), LONGEST_LIST);
      lengths.put(key, length);
      if (type == LIST) {
        throw failure("list " + shortened(key) + " holds lists");
      }
      boolean equal = length > 0 && type != TEXT;
      double first = Double.NaN;
      for (long i = 0; i < length; i++) {
        if (type == TEXT) {
          stream.skipNBytes(limited("bytes of a text", whole(8), LONGEST_TEXT));
        } else {
          double number = number(type);
          first = i == 0 ? number : first;
          equal &= number == first;
        }
      }
      if (equal) {
        numbers.put(key, first);
      }
    }

    private double number(int type) throws IOException {
      return switch (type) {
        case 0, 7 -> whole(1);
        case 1 -> (byte) whole(1);
        case 2 -> whole(2);
        case 3 -> (short) whole(2);
        case 4 -> whole(4);
        case 5 -> (int) whole(4);
        case 6 -> Float.intBitsToFloat((int) whole(4));
        case 10, 11 -> whole(8);
        case 12 -> Double.longBitsToDouble(whole(8));
        default -> throw failure("metadata type " + type + " is not one of 0 to 12");
      };
    }

    private StoredTensor tensor() throws IOException {
      String name = text();
      long dimensions = limited("dimensions", whole(4), MOST_DIMENSIONS);
      double elements = 1;
      long first = 1;
      long last = 1;
      for (long i = 0; i < dimensions; i++) {
        last = whole(8);
        if (last < 0) {
          throw failure("tensor " + shortened(name) + " has a size over 2^63");
        }
        first = i == 0 ? last : first;
        elements *= last;
      }
      long code = whole(4);
      whole(8);
      Optional<GgmlType> type = GgmlType.of(code);
      if (type.isEmpty()) {
        throw failure("tensor " + shortened(name) + " has the unknown type " + code);
      }
      return new StoredTensor(
          name, type.get().name(), elements, first, last, type.get().bytes(elements));
    }

    private String text() throws IOException {
      int length = (int) limited("bytes of a text", whole(8), LONGEST_TEXT);
      byte[] bytes = stream.readNBytes(length);
      if (bytes.length < length) {
        throw new EOFException();
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }

    private long limited(String what, long value, long most) {
      if (value < 0 || value > most) {
        throw failure(
            String.format(
                Locale.ROOT,
                "%s %s are more than the %d allowed",
                value < 0 ? "over 2^63" : Long.toString(value),
                what,
                most));
      }
      return value;
    }

    private long whole(int bytes) throws IOException {
      long value = 0;
      for (int i = 0; i < bytes; i++) {
        int next = stream.read();
        if (next < 0) {
          throw new EOFException();
        }
        value |= (long) next << (Byte.SIZE * i);
      }
      return value;
    }

    private InputException failure(String problem) {
      return new InputException(file + ": GGUF header: " + problem);
    }

    private static String shortened(String name) {
      return "'" + (name.length() > 60 ? name.substring(0, 60) + "..." : name) + "'";
    }
  }
}
