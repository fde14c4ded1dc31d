package ridgepoint.exploration.experiment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import ridgepoint.input.InputException;
import ridgepoint.input.YamlNode;

/**
 * Where the parts of an experiment were written, so that what is wrong in one of them is told with
 * its file, line and key, or its option.
 *
 * @param places by part, which is called as in a file: {@code axes.batch-size}, {@code
 *     constraints[0]}
 */
public record Origins(Map<String, String> places) {
  /** Of an experiment that nobody wrote down. */
  public static final Origins NONE = new Origins(Map.of());

  public Origins {
    places = Map.copyOf(places);
  }

  /** Those of every part of a file. */
  static Origins of(YamlNode.Mapping document) {
    Map<String, String> places = new HashMap<>();
    collect("", document, places);
    return new Origins(places);
  }

  private static void collect(String path, YamlNode node, Map<String, String> places) {
    if (node instanceof YamlNode.Mapping mapping) {
      mapping
          .values()
          .forEach(
              (key, child) -> {
                String part = path.isEmpty() ? key : path + "." + key;
                places.put(
                    part, mapping.keyPlaces().getOrDefault(key, child.place()) + ": " + part);
                collect(part, child, places);
              });
    } else if (node instanceof YamlNode.Sequence sequence) {
      for (int i = 0; i < sequence.items().size(); i++) {
        YamlNode item = sequence.items().get(i);
        String part = path + "[" + i + "]";
        places.put(part, item.place() + ": " + part);
        collect(part, item, places);
      }
    }
  }

  /** The same with one part elsewhere; null where its errors say themselves where it is. */
  public Origins with(String part, String place) {
    Map<String, String> changed = new HashMap<>(places);
    if (place == null) {
      changed.remove(part);
    } else {
      changed.put(part, place);
    }
    return new Origins(changed);
  }

  /**
   * What is read from a part.
   *
   * @throws InputException as the reader does, with the part's place before it
   */
  public <T> T in(String part, Supplier<T> reader) {
    try {
      return reader.get();
    } catch (InputException e) {
      throw at(part, e);
    }
  }

  /**
   * Checks a part.
   *
   * @throws InputException as the check does, with the part's place before it
   */
  public void check(String part, Runnable check) {
    in(
        part,
        () -> {
          check.run();
          return part;
        });
  }

  /** An error in a part, with the part's place before it. */
  public InputException at(String part, InputException error) {
    String place = places.get(part);
    return place == null || error instanceof Placed
        ? error
        : new Placed(place + ": " + error.getMessage(), error);
  }

  /** An error that says where already; a part around it adds nothing. */
  private static final class Placed extends InputException {
    private static final long serialVersionUID = 1L;

    Placed(String message, InputException cause) {
      super(message, cause);
    }
  }

  /**
   * An error with the place of the first part that it speaks of.
   *
   * @param parts that it may speak of
   * @param words by which it would name each part
   */
  public InputException amongst(
      List<String> parts, List<List<String>> words, InputException error) {
    for (int i = 0; i < parts.size(); i++) {
      if (words.get(i).stream().anyMatch(error.getMessage()::contains)) {
        return at(parts.get(i), error);
      }
    }
    return error;
  }
}
