package ridgepoint.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the protocols a communication library has. */
public final class Protocols {
  private static final double MICROSECOND = 1e-6;

  private Protocols() {}

  /** Those of {@code protocols.yaml} beside this class, where their sources stand. */
  public static List<Protocol> standard() {
    try (InputStream in = Protocols.class.getResourceAsStream("protocols.yaml")) {
      return read(in);
    } catch (IOException e) {
      throw new UncheckedIOException("protocols.yaml of this program cannot be read", e);
    }
  }

  /**
   * Reads a protocol table.
   *
   * @throws IOException when the text is not YAML of that shape
   */
  public static List<Protocol> read(InputStream yaml) throws IOException {
    List<Protocol> protocols = new ArrayList<>();
    for (JsonNode node : new YAMLMapper().readTree(yaml).path("protocols")) {
      protocols.add(protocol(node));
    }
    return List.copyOf(protocols);
  }

  private static Protocol protocol(JsonNode node) throws IOException {
    return new Protocol(
        required(node, "name").asText(),
        algorithm(required(node, "algorithm").asText()),
        required(node, "startup_us").asDouble() * MICROSECOND,
        required(node, "hop_factor").asDouble(),
        required(node, "peer_factor").asDouble(),
        required(node, "bandwidth_fraction").asDouble());
  }

  private static JsonNode required(JsonNode node, String key) throws IOException {
    JsonNode value = node.get(key);
    if (value == null) {
      throw new IOException("a protocol lacks the key '" + key + "': " + node);
    }
    return value;
  }

  private static Algorithm algorithm(String id) throws IOException {
    return Arrays.stream(Algorithm.values())
        .filter(algorithm -> algorithm.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IOException("unknown algorithm '" + id + "' of a protocol"));
  }
}
