package ridgepoint.validation.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Where kernels of experts were compiled while a benchmark warmed up: {@code first-uses.yaml}
 * beside this class says how that is known.
 */
final class FirstUses {
  private final JsonNode devices;

  FirstUses() {
    try (InputStream in = FirstUses.class.getResourceAsStream("first-uses.yaml")) {
      devices = new YAMLMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("first-uses.yaml of this program cannot be read", e);
    }
  }

  /**
   * Whether the benchmark's sweep over tokens meets a kernel of vLLM for the first time.
   *
   * @param gpu label of the measurements
   * @param experts of a rank
   * @param width of an expert on a rank
   */
  boolean at(String gpu, String dtype, long experts, long width, long tokens) {
    for (JsonNode first : devices.path(gpu).path(dtype).path(experts + "x" + width)) {
      if (first.asLong() == tokens) {
        return true;
      }
    }
    return false;
  }
}
