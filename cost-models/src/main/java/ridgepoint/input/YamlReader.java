package ridgepoint.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads one YAML document into {@link YamlNode}s. Refuses what a description never needs and what
 * hostile files use: anchors and aliases, tags, duplicate keys, several documents, nesting deeper
 * than 24 levels, files over 1 MiB.
 */
public final class YamlReader {
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_DEPTH = 24;

  private final String source;
  private final Parser parser;

  private YamlReader(String source, String text) {
    this.source = source;
    this.parser = new ParserImpl(new StreamReader(text), new LoaderOptions());
  }

  /**
   * Reads a user's file.
   *
   * @throws InputException naming file and line when it cannot be read or is not such a document
   */
  public static YamlNode.Mapping readFile(Path file) {
    if (!Files.exists(file)) {
      throw new InputException(file + ": no such file");
    }
    if (Files.isDirectory(file)) {
      throw new InputException(file + ": is a directory; a YAML file is wanted");
    }
    try (InputStream stream = Files.newInputStream(file)) {
      return readStream(file.toString(), stream);
    } catch (IOException exception) {
      throw new InputException(file + ": cannot be read: " + exception.getMessage(), exception);
    }
  }

  /** Reads a stream; {@code source} names it in errors. */
  public static YamlNode.Mapping readStream(String source, InputStream stream) throws IOException {
    byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new InputException(source + ": is larger than 1 MiB; a description is a few kilobytes");
    }
    try {
      return readText(
          source, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException exception) {
      throw new InputException(source + ": is not UTF-8 text", exception);
    }
  }

  /** Reads a text; {@code source} names it in errors. */
  public static YamlNode.Mapping readText(String source, String text) {
    try {
      return new YamlReader(source, text).document();
    } catch (MarkedYAMLException exception) {
      Mark mark = exception.getProblemMark();
      String where = mark == null ? source : source + ":" + (mark.getLine() + 1);
      throw new InputException(
          where + ": not valid YAML: " + oneLine(exception.getProblem()), exception);
    } catch (YAMLException exception) {
      throw new InputException(
          source + ": not valid YAML: " + oneLine(exception.getMessage()), exception);
    }
  }

  private YamlNode.Mapping document() {
    parser.getEvent();
    if (parser.checkEvent(Event.ID.StreamEnd)) {
      throw new InputException(source + ": is empty");
    }
    parser.getEvent();
    YamlNode root = node(0);
    parser.getEvent();
    if (!parser.checkEvent(Event.ID.StreamEnd)) {
      throw new InputException(
          place(parser.peekEvent()) + ": a second document begins; one per file is allowed");
    }
    if (root instanceof YamlNode.Mapping mapping) {
      return mapping;
    }
    throw new InputException(root.place() + ": keys are wanted, found " + root.description());
  }

  private YamlNode node(int depth) {
    Event event = parser.getEvent();
    Place place = place(event);
    if (depth > MAX_DEPTH) {
      throw new InputException(place + ": nested deeper than " + MAX_DEPTH + " levels");
    }
    refuseAnchorsAndTags(event, place);
    if (event instanceof ScalarEvent scalar) {
      return new YamlNode.Scalar(scalar.getValue(), place);
    }
    if (event instanceof SequenceStartEvent) {
      return sequence(place, depth);
    }
    return mapping(place, depth);
  }

  private YamlNode.Sequence sequence(Place place, int depth) {
    List<YamlNode> items = new ArrayList<>();
    while (!parser.checkEvent(Event.ID.SequenceEnd)) {
      items.add(node(depth + 1));
    }
    parser.getEvent();
    return new YamlNode.Sequence(items, place);
  }

  private YamlNode.Mapping mapping(Place place, int depth) {
    Map<String, YamlNode> values = new LinkedHashMap<>();
    Map<String, Place> places = new LinkedHashMap<>();
    while (!parser.checkEvent(Event.ID.MappingEnd)) {
      YamlNode key = node(depth + 1);
      if (!(key instanceof YamlNode.Scalar name)) {
        throw new InputException(
            key.place() + ": a key must be a word, found " + key.description());
      }
      Place first = places.putIfAbsent(name.text(), name.place());
      if (first != null) {
        throw new InputException(
            name.place() + ": duplicate key '" + name.text() + "', first in line " + first.line());
      }
      values.put(name.text(), node(depth + 1));
    }
    parser.getEvent();
    return new YamlNode.Mapping(values, places, place);
  }

  private static void refuseAnchorsAndTags(Event event, Place place) {
    if (event.is(Event.ID.Alias) || (event instanceof NodeEvent node && node.getAnchor() != null)) {
      throw new InputException(
          place + ": anchors and aliases are not allowed; write the value out");
    }
    String tag = null;
    if (event instanceof ScalarEvent scalar) {
      tag = scalar.getTag();
    } else if (event instanceof CollectionStartEvent collection) {
      tag = collection.getTag();
    }
    if (tag != null) {
      throw new InputException(place + ": the tag '" + tag + "' is not allowed");
    }
  }

  private Place place(Event event) {
    return new Place(source, event.getStartMark().getLine() + 1);
  }

  private static String oneLine(String message) {
    return message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
  }
}
