package ridgepoint.validation.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * What power meters average besides the kernels themselves, by software and operation: {@code
 * meters.yaml} beside this class says how and why.
 */
final class Meters {
  private final JsonNode meters;

  Meters() {
    try (InputStream in = Meters.class.getResourceAsStream("meters.yaml")) {
      meters = new YAMLMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("meters.yaml of this program cannot be read", e);
    }
  }

  /**
   * Share of a reading that is of a device which waits.
   *
   * @param operation backend and operation with {@code /} between
   * @param dtype may have an entry of its own within the operation's
   * @param rows of the product; 0 for other operations
   */
  double idleShare(String operation, String dtype, long rows) {
    String own = operation + "/" + dtype;
    JsonNode meter = meters.path(meters.has(own) ? own : operation);
    return rows >= meter.path("from_rows").asLong(0) ? meter.path("share").asDouble(0) : 0;
  }
}
